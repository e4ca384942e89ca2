package dev.udsecho.cli;

import dev.udsecho.cli.option.DurationConverter;
import dev.udsecho.cli.option.SizeConverter;
import dev.udsecho.cli.option.SocketArgument;
import dev.udsecho.cli.output.Output;
import dev.udsecho.client.EchoException;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.ExitStatus;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures round trips, like ping(8) ({@code udsecho ping}). */
@Command(
        name = "ping",
        header = "Measure round trips, one after the other.",
        description = {
            "%nEach round trip sends random bytes on a fresh connection and waits for the same bytes; its time is from the"
                    + " connect to the last byte. A summary follows the last, and Ctrl-C.%n"
        },
        exitCodeList = {
            "0:all came back",
            "64:wrong arguments or options",
            "65-77:not all came back; the status is that of the first failure, as udsecho --help lists them"
        },
        footer = {
            "%nExamples:%n",
            "  udsecho ping --count 5 --interval 200ms%n",
            "  As an exec probe in Kubernetes:%n    command: [\"udsecho\", \"ping\", \"--quiet\", \"--count\", \"1\","
                    + " \"--timeout\", \"1s\"]"
        })
final class PingCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SocketArgument target;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = DurationConverter.class,
            description = "Time for each round trip: 250ms, 5s, 2m; 0s is no limit. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Option(
            names = {"-c", "--count"},
            paramLabel = "N",
            defaultValue = "0",
            description = "The number of round trips; 0, the default, is no limit.")
    private long count;

    @Option(
            names = {"-i", "--interval"},
            paramLabel = "DURATION",
            defaultValue = "1s",
            converter = DurationConverter.class,
            description = "Pause between two round trips, 0s and up. Default: ${DEFAULT-VALUE}.")
    private Duration interval;

    @Option(
            names = {"-s", "--size"},
            paramLabel = "SIZE",
            defaultValue = "64",
            converter = SizeConverter.class,
            description = "Bytes in each: 64, 16k, 1m; up to 16m. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(names = "--keep", description = "Use one connection for all; its connect is not counted.")
    private boolean keep;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print only the summary, and the first failure.")
    private boolean quiet;

    @Option(
            names = "--json",
            description =
                    "Print one object only: schema (1), path, ok, cause, status, size, sent, received, lost, min_us,"
                            + " mean_us, p50_us, p99_us, max_us.")
    private boolean json;

    private final PingTimes times = new PingTimes();
    private SocketPath path;
    private boolean outputClosed;
    private PingConnection connection;

    @Override
    public Integer call() throws IOException {
        if (count < 0) {
            throw new ParameterException(spec.commandLine(), "--count must be 0 or more");
        }
        path = target.path();
        connection = new PingConnection(path, timeout, keep);
        Thread hook = new Thread(() -> Runtime.getRuntime().halt(summariseOrFail()));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            for (long sequence = 1; !outputClosed && (count == 0 || sequence <= count); sequence++) {
                if (sequence > 1) {
                    Ticker.SYSTEM.pause(interval);
                }
                ping(sequence);
            }
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        return summarise();
    }

    private void ping(long sequence) throws IOException {
        byte[] payload = new byte[size];
        ThreadLocalRandom.current().nextBytes(payload);
        try {
            Duration time = connection.roundTrip(payload);
            times.recordSuccess(time);
            if (!quiet && !json) {
                outputClosed = !Output.printLine(size + " bytes from " + path + ": seq=" + sequence + " time="
                        + PingTimes.micros(time.toNanos()) + " µs");
            }
        } catch (EchoException e) {
            times.recordFailure(e.reason());
            if (!quiet || times.lost() == 1) {
                Output.printError("ping", "seq=" + sequence + " " + e.getMessage());
            }
        }
    }

    private int summarise() throws IOException {
        return new PingSummary(path, size, times).print(json);
    }

    private int summariseOrFail() {
        try {
            return summarise();
        } catch (IOException e) {
            return ExitStatus.IO.number();
        }
    }
}
