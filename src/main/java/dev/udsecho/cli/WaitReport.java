package dev.udsecho.cli;

import dev.udsecho.cli.output.Json;
import dev.udsecho.cli.output.Output;
import dev.udsecho.client.EchoException;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.Durations;
import dev.udsecho.text.ExitStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A report of a wait, as text for people or as JSON for programs. The wait begins with the report's creation. */
final class WaitReport {
    private final long start = System.nanoTime();
    private final SocketPath path;
    private final String exchange;
    private final boolean json;

    /**
     * Starts a wait.
     *
     * @param exchange what is tried, as a noun in a few words
     */
    WaitReport(SocketPath path, String exchange, boolean json) {
        this.path = path;
        this.exchange = exchange;
        this.json = json;
    }

    /** Prints the result of an exchange that succeeded, and returns the exit status. */
    int success(Duration roundTrip) throws IOException {
        long micros = TimeUnit.NANOSECONDS.toMicros(roundTrip.toNanos());
        long waited = waitedMillis();
        String summary = path + " answered after " + waited + " ms, in " + micros + " µs";
        Output.printLine(json ? json(Optional.empty(), ExitStatus.OK, waited, Optional.of(micros), summary) : summary);
        return ExitStatus.OK.number();
    }

    /** Prints why no exchange succeeded within the timeout, and returns the exit status. */
    int timeout(EchoException last, Duration timeout) throws IOException {
        ExitStatus status = ExitStatus.TEMPORARY_FAILURE;
        String summary = "no " + exchange + " worked within " + Durations.print(timeout) + "; the last cause: "
                + last.getMessage();
        if (json) {
            Output.printLine(json(Optional.of(last.reason()), status, waitedMillis(), Optional.empty(), summary));
        }
        Output.printError("wait", summary);
        return status.number();
    }

    private long waitedMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private String json(
            Optional<Cause> cause, ExitStatus status, long waited, Optional<Long> roundTrip, String summary) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", path.file());
        fields.put("ok", cause.isEmpty());
        fields.put("cause", cause.map(Cause::id));
        fields.put("status", status.number());
        fields.put("waited_ms", waited);
        fields.put("rtt_us", roundTrip);
        fields.put("summary", summary);
        return Json.withSchema(fields);
    }
}
