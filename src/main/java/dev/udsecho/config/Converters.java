package dev.udsecho.config;

import dev.udsecho.path.FileGroup;
import dev.udsecho.path.FileMode;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.Durations;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/** From a value as people write it to a value that is known to be good; the refusals say what is allowed. */
public final class Converters {
    private Converters() {}

    /** {@link SocketPath#of}. */
    public static final class OfPath implements Converter<SocketPath> {
        @Override
        public SocketPath convert(String text) {
            return SocketPath.of(text);
        }
    }

    /** {@link FileMode#of}. */
    public static final class OfMode implements Converter<FileMode> {
        @Override
        public FileMode convert(String text) {
            return FileMode.of(text);
        }
    }

    /** {@link FileGroup#of}. */
    public static final class OfGroup implements Converter<FileGroup> {
        @Override
        public FileGroup convert(String text) {
            return FileGroup.of(text);
        }
    }

    /** {@link HostName#of}. */
    public static final class OfHostName implements Converter<HostName> {
        @Override
        public HostName convert(String text) {
            return HostName.of(text);
        }
    }

    /** {@link PayloadLog#of}. */
    public static final class OfPayloadLog implements Converter<PayloadLog> {
        @Override
        public PayloadLog convert(String text) {
            return PayloadLog.of(text);
        }
    }

    /** {@link Durations#of}. */
    public static final class OfDuration implements Converter<Duration> {
        @Override
        public Duration convert(String text) {
            return Durations.of(text);
        }
    }

    /** A number of pending connects, as listen(2) takes it. */
    public static final class OfBacklog implements Converter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) wholeNumber(text, 1, 65_535);
        }
    }

    /** A number of connections. */
    public static final class OfMaxConnections implements Converter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) wholeNumber(text, 1, 1_000_000);
        }
    }

    /** A number of event loops, 0 to {@value EchoConfig#MOST_EVENT_LOOPS}. */
    public static final class OfEventLoops implements Converter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) wholeNumber(text, 0, EchoConfig.MOST_EVENT_LOOPS);
        }
    }

    /** A uid or gid; the one with all bits set stands for none (chown(2)). */
    public static final class OfId implements Converter<Long> {
        @Override
        public Long convert(String text) {
            return wholeNumber(text, 0, 4_294_967_294L);
        }
    }

    /** Something that is on or off. MicroProfile's own reads a slip of the pen as off. */
    public static final class OfSwitch implements Converter<Boolean> {
        @Override
        public Boolean convert(String text) {
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            throw new IllegalArgumentException("must be true or false");
        }
    }

    private static long wholeNumber(String text, long least, long most) {
        if (text.matches("[0-9]{1,10}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new IllegalArgumentException("must be a whole number from " + least + " to " + most);
    }
}
