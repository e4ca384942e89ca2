package dev.udsecho.cli;

import dev.udsecho.cli.option.ExpectOption;
import dev.udsecho.cli.option.Options;
import dev.udsecho.cli.option.SocketArgument;
import dev.udsecho.client.Answer;
import dev.udsecho.client.EchoClient;
import dev.udsecho.client.EchoException;
import dev.udsecho.client.Expectation;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.SocketPath;
import dev.udsecho.time.Deadline;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** Waits until a round trip, or what else is expected, succeeds ({@code udsecho wait}). */
final class WaitCommand extends ClientCommand {
    /**
     * The pause between two attempts. Checking a missing name takes microseconds; the guide lists what waiting costs.
     */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    /** The time limit of one attempt. A new server may have taken over the name by then. */
    private static final Duration ATTEMPT_LIMIT = Duration.ofSeconds(1);

    /** The pause after a server of another protocol answered. Each attempt may be a line in its log. */
    private static final Duration ANSWERED_INTERVAL = Duration.ofMillis(200);

    private final SocketArgument target = new SocketArgument(spec());
    private final ExpectOption expect = new ExpectOption(spec());
    private final OptionSpec timeout = Options.duration(
            "1m", "How long to wait: 250ms, 5s, 2m; 0s is no limit. Default: ${DEFAULT-VALUE}.", "--timeout");
    private final OptionSpec json = Options.flag(
            "Print one object: schema (1), path, ok, cause, status, waited_ms, rtt_us, summary.", "--json");

    private SocketPath path;
    private Expectation expectation;
    private WaitReport report;
    private Optional<EchoException> lastFailure = Optional.empty();

    WaitCommand() {
        super("wait", "Wait until a server answers.");
        add(timeout, json);
        description(
                "%nReturns as soon as the same bytes come back, or the server does what --expect names. Until then the"
                        + " socket, its directory, or its server need not be there.%n");
        exitStatus(
                "0:the server is as expected",
                "64:wrong arguments or options",
                "75:it was not in time; the message names the last cause");
        examples(
                "%nExamples:%n",
                "  udsecho wait --timeout 30s && run-the-client%n",
                "  udsecho wait --expect grpc:my.Service --socket /run/my.sock%n",
                "  As an init step in Kubernetes:%n    command: [\"udsecho\", \"wait\", \"--timeout\", \"2m\"]");
    }

    @Override
    public Integer call() throws IOException {
        Deadline deadline = Deadline.in(timeout.getValue());
        expectation = expect.isEcho() ? new WaitEcho() : expect.expectation();
        path = target.path();
        report = new WaitReport(path, expectation.exchange(), json.getValue());
        while (!deadline.isOver()) {
            Optional<EchoClient> connected = tryToConnect();
            if (connected.isPresent()) {
                Optional<Answer> answer = attempt(connected.get(), deadline);
                if (answer.isPresent()) {
                    return report.success(answer.get().time());
                }
            }
            pause(connected.isPresent() && !expect.isEcho() ? ANSWERED_INTERVAL : POLL_INTERVAL, deadline);
        }
        return lastAttempt(deadline);
    }

    /** Connects if that succeeds at once. Checks first that the name exists: that is far cheaper than a failed connect. */
    private Optional<EchoClient> tryToConnect() {
        return Files.exists(path.file()) ? EchoClient.tryToConnect(path) : Optional.empty();
    }

    private Optional<Answer> attempt(EchoClient connected, Deadline deadline) throws IOException {
        try (connected) {
            return Optional.of(expectation.meet(connected, deadline.earlierOf(ATTEMPT_LIMIT)));
        } catch (EchoException e) {
            lastFailure = Optional.of(deadline.isOver() ? failureToReport(e) : e);
            return Optional.empty();
        }
    }

    private static void pause(Duration interval, Deadline deadline) {
        Duration left = deadline.timeout().isZero() ? interval : Duration.ofMillis(deadline.millisLeft());
        Ticker.SYSTEM.pause(left.compareTo(interval) < 0 ? left : interval);
    }

    /** Makes the last attempt, whose cause is reported if it fails. */
    private int lastAttempt(Deadline deadline) throws IOException {
        try {
            return report.success(expectation.meet(path, deadline).time());
        } catch (EchoException e) {
            return report.timeout(failureToReport(e), timeout.getValue());
        }
    }

    /**
     * Returns the failure to report after the deadline: the last one, or the one before if the last only ran out of
     * time.
     */
    private EchoException failureToReport(EchoException last) {
        return last.reason() == Cause.MUTE ? lastFailure.orElse(last) : last;
    }

    /** Expects that one line comes back. It costs less than the check of an unknown server, and is tried many times. */
    private static final class WaitEcho implements Expectation {
        private static final byte[] LINE = "udsecho wait\n".getBytes(StandardCharsets.US_ASCII);

        @Override
        public String exchange() {
            return "round trip";
        }

        @Override
        public Answer meet(EchoClient connection, Deadline deadline) throws IOException {
            connection.roundTrip(LINE, deadline);
            return Answer.of("an echo", connection.age());
        }
    }
}
