package dev.udsecho.cli;

import dev.udsecho.cli.option.Options;
import dev.udsecho.cli.option.SocketArgument;
import dev.udsecho.cli.output.Output;
import dev.udsecho.client.Answer;
import dev.udsecho.client.EchoException;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.ExitStatus;
import dev.udsecho.time.Deadline;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Measures round trips, or other exchanges, like ping(8) ({@code udsecho ping}). */
final class PingCommand extends ClientCommand {
    private final SocketArgument target = new SocketArgument(spec());
    private final PingExchange exchange = new PingExchange(spec());

    private final OptionSpec timeout = Options.duration(
            "5s", "Time for each round trip: 250ms, 5s, 2m; 0s is no limit. Default: ${DEFAULT-VALUE}.", "--timeout");
    private final OptionSpec count =
            Options.number(long.class, "0", "The number of round trips; 0, the default, is no limit.", "-c", "--count");
    private final OptionSpec interval = Options.duration(
            "1s", "Pause between two round trips, 0s and up. Default: ${DEFAULT-VALUE}.", "-i", "--interval");
    private final OptionSpec quiet = Options.flag("Print only the summary, and the first failure.", "-q", "--quiet");
    private final OptionSpec json = Options.flag(
            "Print one object only: schema (1), path, ok, cause, status, size, sent, received, lost, min_us,"
                    + " mean_us, p50_us, p99_us, max_us.",
            "--json");

    private final PingTimes times = new PingTimes();
    private SocketPath path;
    private boolean outputClosed;
    private PingExchange.Target connection;

    PingCommand() {
        super("ping", "Measure round trips, one after the other.");
        add(timeout, count, interval, quiet, json);
        description(
                "%nEach round trip sends random bytes on a fresh connection and waits for the same bytes, or does what"
                        + " --expect names; its time is from the connect to the last byte. A summary follows the last,"
                        + " and Ctrl-C.%n");
        exitStatus(
                "0:all came back",
                "64:wrong arguments or options",
                "65-77:not all came back; the status is that of the first failure, as udsecho --help lists them");
        examples(
                "%nExamples:%n",
                "  udsecho ping --count 5 --interval 200ms%n",
                "  udsecho ping --expect csi --socket /csi/csi.sock%n",
                "  As an exec probe in Kubernetes:%n    command: [\"udsecho\", \"ping\", \"--quiet\", \"--count\", \"1\","
                        + " \"--timeout\", \"1s\"]");
    }

    @Override
    public Integer call() throws IOException {
        long last = count.getValue();
        if (last < 0) {
            throw new ParameterException(spec().commandLine(), "--count must be 0 or more");
        }
        path = target.path();
        connection = exchange.target(path);
        Thread hook = new Thread(() -> Runtime.getRuntime().halt(summariseOrFail()));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            for (long sequence = 1; !outputClosed && (last == 0 || sequence <= last); sequence++) {
                if (sequence > 1) {
                    Ticker.SYSTEM.pause(interval.getValue());
                }
                ping(sequence);
            }
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        return summarise();
    }

    private void ping(long sequence) throws IOException {
        try {
            Answer answer = connection.ping(Deadline.in(timeout.getValue()));
            times.recordSuccess(answer.time());
            if (!quiet.<Boolean>getValue() && !json.<Boolean>getValue()) {
                outputClosed = !Output.printLine(answer.words() + " from " + path + ": seq=" + sequence + " time="
                        + PingTimes.micros(answer.time().toNanos()) + " µs");
            }
        } catch (EchoException e) {
            times.recordFailure(e.reason());
            if (!quiet.<Boolean>getValue() || times.lost() == 1) {
                Output.printError("ping", "seq=" + sequence + " " + e.getMessage());
            }
        }
    }

    private int summarise() throws IOException {
        return new PingSummary(path, exchange.echoSize(), times).print(json.getValue());
    }

    private int summariseOrFail() {
        try {
            return summarise();
        } catch (IOException e) {
            return ExitStatus.IO.number();
        }
    }
}
