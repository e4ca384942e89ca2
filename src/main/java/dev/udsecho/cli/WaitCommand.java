package dev.udsecho.cli;

import dev.udsecho.cli.option.DurationConverter;
import dev.udsecho.cli.option.SocketArgument;
import dev.udsecho.cli.output.Json;
import dev.udsecho.cli.output.Output;
import dev.udsecho.client.EchoClient;
import dev.udsecho.client.EchoException;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.Durations;
import dev.udsecho.text.ExitStatus;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Waits for the first round trip that works. */
@Command(
        name = "wait",
        header = "Wait until a round trip works.",
        description = {
            "%nReturns as soon as the same bytes come back. Until then the socket, its directory, or its server need not"
                    + " be there.%n"
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:a round trip worked",
            "64:wrong words or options",
            "75:none worked in time; the message names the last cause"
        },
        footer = {
            "%nExamples:%n",
            "  udsecho wait --timeout 30s && run-the-client%n",
            "  As an init step in Kubernetes:%n    command: [\"udsecho\", \"wait\", \"--timeout\", \"2m\"]"
        },
        mixinStandardHelpOptions = true,
        versionProvider = UdsechoCommand.Version.class)
final class WaitCommand implements Callable<Integer> {
    /** How soon it notices. A look at a missing name takes microseconds: the guide has what waiting costs. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    /** How long one attempt may hang: behind the name there may be another server by then. */
    private static final Duration ATTEMPT = Duration.ofSeconds(1);

    private static final byte[] PAYLOAD = "udsecho wait\n".getBytes(StandardCharsets.US_ASCII);

    @Mixin
    private SocketArgument target;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description = "How long to wait: 250ms, 5s, 2m; 0s is for ever. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Option(
            names = "--json",
            description = "Print one object: schema (1), path, ok, cause, status, waited_ms, rtt_us, summary.")
    private boolean json;

    private final long start = System.nanoTime();
    private SocketPath path;
    private Optional<EchoException> lastAnswer = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(timeout);
        path = target.path();
        while (!deadline.isOver()) {
            Optional<Duration> roundTrip = attempt(deadline);
            if (roundTrip.isPresent()) {
                return arrived(roundTrip.get());
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
        return lastAttempt(deadline);
    }

    /** A look at the name comes first, as it is far cheaper than a connect that fails. */
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
            client.roundTrip(PAYLOAD, deadline.earlierOf(ATTEMPT));
            return Optional.of(Duration.ofNanos(System.nanoTime() - begin));
        } catch (EchoException e) {
            lastAnswer = Optional.of(deadline.isOver() ? told(e) : e);
            return Optional.empty();
        }
    }

    /** The one whose cause is told. */
    private int lastAttempt(Deadline deadline) throws IOException {
        try {
            return arrived(EchoClient.roundTrip(path, PAYLOAD, deadline));
        } catch (EchoException e) {
            return late(told(e));
        }
    }

    /** A failure after the time was up; if it only had no time left for an answer, the one before it. */
    private EchoException told(EchoException last) {
        return last.reason() == Cause.MUTE ? lastAnswer.orElse(last) : last;
    }

    private int arrived(Duration roundTrip) throws IOException {
        long micros = TimeUnit.NANOSECONDS.toMicros(roundTrip.toNanos());
        long waited = waitedMillis();
        String summary = path + " answered after " + waited + " ms, in " + micros + " µs";
        Output.result(json ? report(Optional.empty(), ExitStatus.OK, waited, Optional.of(micros), summary) : summary);
        return ExitStatus.OK.number();
    }

    private int late(EchoException last) throws IOException {
        String summary =
                "no round trip worked within " + Durations.print(timeout) + "; the last cause: " + last.getMessage();
        if (json) {
            Output.result(report(
                    Optional.of(last.reason()),
                    ExitStatus.TEMPORARY_FAILURE,
                    waitedMillis(),
                    Optional.empty(),
                    summary));
        }
        Output.problem("wait", summary);
        return ExitStatus.TEMPORARY_FAILURE.number();
    }

    private long waitedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private String report(
            Optional<Cause> cause, ExitStatus status, long waited, Optional<Long> roundTrip, String summary) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", path.file());
        fields.put("ok", cause.isEmpty());
        fields.put("cause", cause.map(Cause::id));
        fields.put("status", status.number());
        fields.put("waited_ms", waited);
        fields.put("rtt_us", roundTrip);
        fields.put("summary", summary);
        return Json.report(fields);
    }
}
