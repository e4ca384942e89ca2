package dev.udsecho.config;

import dev.udsecho.path.FileGroup;
import dev.udsecho.path.FileMode;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.Durations;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/** Converters from the text of a value to a valid value. The message of a refusal has the values that are allowed. */
public final class Converters {
    private Converters() {}

    /** Converts by {@link SocketPath#of}. */
    public static final class OfPath implements Converter<SocketPath> {
        @Override
        public SocketPath convert(String text) {
            return SocketPath.of(text);
        }
    }

    /** Converts by {@link FileMode#of}. */
    public static final class OfMode implements Converter<FileMode> {
        @Override
        public FileMode convert(String text) {
            return FileMode.of(text);
        }
    }

    /** Converts by {@link FileGroup#of}. */
    public static final class OfGroup implements Converter<FileGroup> {
        @Override
        public FileGroup convert(String text) {
            return FileGroup.of(text);
        }
    }

    /** Converts by {@link HostName#of}. */
    public static final class OfHostName implements Converter<HostName> {
        @Override
        public HostName convert(String text) {
            return HostName.of(text);
        }
    }

    /** Converts by {@link PayloadLog#of}. */
    public static final class OfPayloadLog implements Converter<PayloadLog> {
        @Override
        public PayloadLog convert(String text) {
            return PayloadLog.of(text);
        }
    }

    /** Converts by {@link Durations#of}. */
    public static final class OfDuration implements Converter<Duration> {
        @Override
        public Duration convert(String text) {
            return Durations.of(text);
        }
    }

    /** Converts a number of pending connects for listen(2), 1 to 65535. */
    public static final class OfBacklog implements Converter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) wholeNumber(text, 1, 65_535);
        }
    }

    /** Converts a number of connections, 1 to 1000000. */
    public static final class OfMaxConnections implements Converter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) wholeNumber(text, 1, 1_000_000);
        }
    }

    /** Converts a number of event loops, 0 to {@value EchoConfig#MAX_EVENT_LOOPS}. */
    public static final class OfEventLoops implements Converter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) wholeNumber(text, 0, EchoConfig.MAX_EVENT_LOOPS);
        }
    }

    /** Converts a uid or gid. The number with all bits set stands for none (chown(2)), and is refused. */
    public static final class OfId implements Converter<Long> {
        @Override
        public Long convert(String text) {
            return wholeNumber(text, 0, 4_294_967_294L);
        }
    }

    /** Converts true or false. MicroProfile's own converter reads a misspelt value as false. */
    public static final class OfSwitch implements Converter<Boolean> {
        @Override
        public Boolean convert(String text) {
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            throw new IllegalArgumentException("must be true or false");
        }
    }

    private static long wholeNumber(String text, long min, long max) {
        if (text.matches("[0-9]{1,10}")) {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw new IllegalArgumentException("must be a whole number from " + min + " to " + max);
    }
}
