package dev.udsecho.cli;

import dev.udsecho.cli.output.Json;
import dev.udsecho.cli.output.Output;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.ExitStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A summary of a series of pings.
 *
 * @param path the socket that was pinged
 * @param size bytes per echo, if echoes were expected
 * @param times the recorded round trips
 */
record PingSummary(SocketPath path, Optional<Integer> size, PingTimes times) {
    private static final double MEDIAN = 50;
    private static final double TAIL = 99;

    /** Prints the summary as text or JSON, and returns the exit status. */
    int print(boolean asJson) throws IOException {
        Output.printLine(asJson ? json() : text());
        return status();
    }

    /** Returns 0 if all round trips succeeded, else that of the first failure. */
    private int status() {
        return times.firstFailure().map(Cause::status).orElse(ExitStatus.OK.number());
    }

    /** Returns two lines for people, or one if no round trip succeeded. */
    private String text() {
        String counts = "--- " + path + " ---" + System.lineSeparator() + times.sent() + " sent, " + times.received()
                + " received, " + times.lost() + " lost";
        if (times.received() == 0) {
            return counts;
        }
        return counts + System.lineSeparator() + "round trip min " + times.percentileMicros(0) + ", mean "
                + times.meanMicros() + ", p50 " + times.percentileMicros(MEDIAN) + ", p99 "
                + times.percentileMicros(TAIL) + ", max " + times.percentileMicros(100) + " µs";
    }

    /** Returns one JSON object for programs; its times are null if no round trip succeeded. */
    private String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", path.file());
        fields.put("ok", times.firstFailure().isEmpty());
        fields.put("cause", times.firstFailure().map(Cause::id));
        fields.put("status", status());
        fields.put("size", size);
        fields.put("sent", times.sent());
        fields.put("received", times.received());
        fields.put("lost", times.lost());
        fields.put("min_us", micros(times.percentileMicros(0)));
        fields.put("mean_us", micros(times.meanMicros()));
        fields.put("p50_us", micros(times.percentileMicros(MEDIAN)));
        fields.put("p99_us", micros(times.percentileMicros(TAIL)));
        fields.put("max_us", micros(times.percentileMicros(100)));
        return Json.withSchema(fields);
    }

    private Optional<Object> micros(long value) {
        return times.received() == 0 ? Optional.empty() : Optional.of(value);
    }
}
