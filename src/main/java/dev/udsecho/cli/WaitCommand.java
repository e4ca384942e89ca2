package dev.udsecho.cli;

import dev.udsecho.cli.option.Options;
import dev.udsecho.cli.option.SocketArgument;
import dev.udsecho.client.EchoClient;
import dev.udsecho.client.EchoException;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.SocketPath;
import dev.udsecho.time.Deadline;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** Waits until a round trip succeeds ({@code udsecho wait}). */
final class WaitCommand extends ClientCommand {
    /**
     * The pause between two attempts. Checking a missing name takes microseconds; the guide lists what waiting costs.
     */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    /** The time limit of one attempt. A new server may have taken over the name by then. */
    private static final Duration ATTEMPT_LIMIT = Duration.ofSeconds(1);

    private static final byte[] PAYLOAD = "udsecho wait\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketArgument target = new SocketArgument(spec());

    private Duration timeout;
    private boolean json;

    private SocketPath path;
    private WaitReport report;
    private Optional<EchoException> lastFailure = Optional.empty();

    WaitCommand() {
        super("wait", "Wait until a round trip works.");
        add(
                Options.duration(
                        value -> timeout = value,
                        "1m",
                        "How long to wait: 250ms, 5s, 2m; 0s is no limit. Default: ${DEFAULT-VALUE}.",
                        "--timeout"),
                Options.flag(
                        value -> json = value,
                        "Print one object: schema (1), path, ok, cause, status, waited_ms, rtt_us, summary.",
                        "--json"));
        description(
                "%nReturns as soon as the same bytes come back. Until then the socket, its directory, or its server need not"
                        + " be there.%n");
        exitStatus(
                "0:a round trip worked",
                "64:wrong arguments or options",
                "75:none worked in time; the message names the last cause");
        examples(
                "%nExamples:%n",
                "  udsecho wait --timeout 30s && run-the-client%n",
                "  As an init step in Kubernetes:%n    command: [\"udsecho\", \"wait\", \"--timeout\", \"2m\"]");
    }

    @Override
    public Integer call() throws IOException {
        Deadline deadline = Deadline.in(timeout);
        path = target.path();
        report = new WaitReport(path, json);
        while (!deadline.isOver()) {
            Optional<Duration> roundTrip = attempt(deadline);
            if (roundTrip.isPresent()) {
                return report.success(roundTrip.get());
            }
            Ticker.SYSTEM.pause(POLL_INTERVAL);
        }
        return lastAttempt(deadline);
    }

    /** Tries one round trip. It checks first that the name exists, as that is far cheaper than a failed connect. */
    private Optional<Duration> attempt(Deadline deadline) throws IOException {
        if (!Files.exists(path.file())) {
            return Optional.empty();
        }
        long begin = System.nanoTime();
        Optional<EchoClient> connected = EchoClient.tryToConnect(path);
        if (connected.isEmpty()) {
            return Optional.empty();
        }
        try (EchoClient client = connected.get()) {
            client.roundTrip(PAYLOAD, deadline.earlierOf(ATTEMPT_LIMIT));
            return Optional.of(Duration.ofNanos(System.nanoTime() - begin));
        } catch (EchoException e) {
            lastFailure = Optional.of(deadline.isOver() ? failureToReport(e) : e);
            return Optional.empty();
        }
    }

    /** Makes the last attempt, whose cause is reported if it fails. */
    private int lastAttempt(Deadline deadline) throws IOException {
        try {
            return report.success(EchoClient.roundTrip(path, PAYLOAD, deadline));
        } catch (EchoException e) {
            return report.timeout(failureToReport(e), timeout);
        }
    }

    /**
     * Returns the failure to report after the deadline: the last one, or the one before if the last only ran out of
     * time.
     */
    private EchoException failureToReport(EchoException last) {
        return last.reason() == Cause.MUTE ? lastFailure.orElse(last) : last;
    }
}
