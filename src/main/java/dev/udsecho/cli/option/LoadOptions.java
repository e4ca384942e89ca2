package dev.udsecho.cli.option;

import dev.udsecho.bench.load.Load;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options of {@code bench} that define the load. */
public final class LoadOptions {
    private static final int MAX_CONNECTIONS = 65_536;
    private static final int MAX_THREADS = 64;
    private static final long MAX_OPERATIONS = 10_000_000;
    private static final Duration MAX_DURATION = Duration.ofDays(1);

    private final OptionSpec mode = OptionSpec.builder("--mode")
            .type(Load.Mode.class)
            .converters(new OptionConverter<>(Load.Mode::of))
            .paramLabel("MODE")
            .defaultValue("pingpong")
            .description(
                    "What an operation is. Default: ${DEFAULT-VALUE}.",
                    "pingpong: a message, and the same bytes back, one after the other on each connection;",
                    "stream: a write among many, as fast as the server takes and answers them; of those under way, one is timed;",
                    "connect: connect, exchange a message, close.")
            .build();
    private final OptionSpec connections = Options.number(
            int.class, "1", "The number of connections, 1 to 65536. Default: ${DEFAULT-VALUE}.", "--connections");
    private final OptionSpec size =
            Options.size("64", "Bytes in an operation: 64, 16k, 1m; up to 16m. Default: ${DEFAULT-VALUE}.", "--size");
    private final OptionSpec rate = OptionSpec.builder("--rate")
            .type(Long.class)
            .paramLabel("N")
            .description(
                    "Operations a second in all, 1 to 10000000, at even distances, whether those before are done or not; each"
                            + " is timed from when it was due, so that a pause of the server shows in all that it delayed.",
                    "Default: each follows the one before. Not for --mode stream.")
            .build();
    private final OptionSpec threads = OptionSpec.builder("--threads")
            .type(Integer.class)
            .paramLabel("N")
            .description(
                    "Threads that generate the load, 1 to 64, each with a share of the connections.",
                    "Default: one for two processors, and no more than connections.")
            .build();
    private final OptionSpec duration = Options.duration(
            "10s", "How long it is measured, 1ms to a day: 250ms, 5s, 2m. Default: ${DEFAULT-VALUE}.", "--duration");
    private final OptionSpec warmUp = Options.duration(
            "2s", "How long it runs before it measures, up to a day. Default: ${DEFAULT-VALUE}.", "--warmup");
    private final OptionSpec timeout = Options.duration(
            "5s", "Time for each connect, and for an answer; 0s is no limit. Default: ${DEFAULT-VALUE}.", "--timeout");
    private final OptionSpec verify =
            Options.flag("Compare every byte with what was sent. Without it, their number only.", "--verify");
    private final CommandSpec spec;

    /** Adds the options to a command. */
    public LoadOptions(CommandSpec spec) {
        this.spec = spec;
        List.of(mode, connections, size, rate, threads, duration, warmUp, timeout, verify)
                .forEach(spec::addOption);
    }

    /**
     * Returns the load that the options define.
     *
     * @throws ParameterException if a number is out of its range, or two options contradict each other
     */
    public Load load() {
        Load load = new Load(
                mode.getValue(),
                connections.getValue(),
                threads(),
                size.getValue(),
                Optional.ofNullable(rate.getValue()),
                duration.getValue(),
                warmUp.getValue(),
                timeout.getValue(),
                verify.getValue());
        requireRanges(load);
        requireFit(load);
        return load;
    }

    private void requireRanges(Load load) {
        require(
                isBetween(load.connections(), 1, MAX_CONNECTIONS),
                "--connections must be from 1 to " + MAX_CONNECTIONS);
        require(isBetween(load.threads(), 1, MAX_THREADS), "--threads must be from 1 to " + MAX_THREADS);
        require(isBetween(load.rate().orElse(1L), 1, MAX_OPERATIONS), "--rate must be from 1 to " + MAX_OPERATIONS);
        require(
                !load.duration().isZero() && load.duration().compareTo(MAX_DURATION) <= 0,
                "--duration must be from 1ms to 24h");
        require(load.warmUp().compareTo(MAX_DURATION) <= 0, "--warmup must be from 0s to 24h");
    }

    private void requireFit(Load load) {
        require(load.threads() <= load.connections(), "--threads must be no more than --connections");
        require(
                load.rate().isEmpty() || load.mode() != Load.Mode.STREAM,
                "--rate is not for --mode stream, which is as fast as the server is");
    }

    private int threads() {
        Integer given = threads.getValue();
        int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return given != null ? given : Math.min(MAX_THREADS, Math.min(connections.getValue(), half));
    }

    private static boolean isBetween(long number, long min, long max) {
        return number >= min && number <= max;
    }

    private void require(boolean met, String sentence) {
        if (!met) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
