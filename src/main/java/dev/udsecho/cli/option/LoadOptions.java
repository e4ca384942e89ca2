package dev.udsecho.cli.option;

import dev.udsecho.bench.load.Load;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code bench} that define the load. */
public final class LoadOptions {
    private static final int MAX_CONNECTIONS = 65_536;
    private static final int MAX_THREADS = 64;
    private static final long MAX_OPERATIONS = 10_000_000;
    private static final Duration MAX_DURATION = Duration.ofDays(1);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "pingpong",
            converter = ModeConverter.class,
            description = {
                "What an operation is. Default: ${DEFAULT-VALUE}.",
                "pingpong: a message, and the same bytes back, one after the other on each connection;",
                "stream: a write among many, as fast as the server takes and answers them; of those under way, one is timed;",
                "connect: connect, exchange a message, close."
            })
    private Load.Mode mode;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "1",
            description = "The number of connections, 1 to 65536. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "64",
            converter = SizeConverter.class,
            description = "Bytes in an operation: 64, 16k, 1m; up to 16m. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = {
                "Operations a second in all, 1 to 10000000, at even distances, whether those before are done or not; each"
                        + " is timed from when it was due, so that a pause of the server shows in all that it delayed.",
                "Default: each follows the one before. Not for --mode stream."
            })
    private Optional<Long> rate = Optional.empty();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = {
                "Threads that generate the load, 1 to 64, each with a share of the connections.",
                "Default: one for two processors, and no more than connections."
            })
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long it is measured, 1ms to a day: 250ms, 5s, 2m. Default: ${DEFAULT-VALUE}.")
    private Duration duration;

    @Option(
            names = "--warmup",
            paramLabel = "DURATION",
            defaultValue = "2s",
            converter = DurationConverter.class,
            description = "How long it runs before it measures, up to a day. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "Time for each connect, and for an answer; 0s is no limit. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Option(names = "--verify", description = "Compare every byte with what was sent. Without it, their number only.")
    private boolean verify;

    /**
     * Returns the load that the options define.
     *
     * @throws ParameterException if a number is out of its range, or two options contradict each other
     */
    public Load load() {
        require(
                connections >= 1 && connections <= MAX_CONNECTIONS,
                "--connections must be from 1 to " + MAX_CONNECTIONS);
        require(isBetween(threads(), 1, MAX_THREADS), "--threads must be from 1 to " + MAX_THREADS);
        require(threads() <= connections, "--threads must be no more than --connections");
        require(
                rate.isEmpty() || isBetween(rate.get(), 1, MAX_OPERATIONS),
                "--rate must be from 1 to " + MAX_OPERATIONS);
        require(
                rate.isEmpty() || mode != Load.Mode.STREAM,
                "--rate is not for --mode stream, which is as fast as the server is");
        require(!duration.isZero() && duration.compareTo(MAX_DURATION) <= 0, "--duration must be from 1ms to 24h");
        require(warmUp.compareTo(MAX_DURATION) <= 0, "--warmup must be from 0s to 24h");
        OptionalLong perSecond = rate.map(OptionalLong::of).orElse(OptionalLong.empty());
        return new Load(mode, connections, threads(), size, perSecond, duration, warmUp, timeout, verify);
    }

    private int threads() {
        int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return threads.orElse(Math.min(MAX_THREADS, Math.min(connections, half)));
    }

    private static boolean isBetween(long number, long min, long max) {
        return number >= min && number <= max;
    }

    private void require(boolean met, String sentence) {
        if (!met) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }

    /** Converts a load mode from the command line. */
    static final class ModeConverter extends OptionConverter<Load.Mode> {
        ModeConverter() {
            super(Load.Mode::of);
        }
    }
}
