package dev.udsecho.cli;

import dev.udsecho.cli.output.Json;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.ExitStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A summary of a series of pings.
 *
 * @param path the socket that was pinged
 * @param size bytes per round trip
 * @param trips the recorded round trips
 */
record PingSummary(SocketPath path, int size, PingTimes trips) {
    private static final double MEDIAN = 50;
    private static final double TAIL = 99;

    /** Returns the exit status: 0 if all round trips succeeded, else that of the first failure. */
    int status() {
        return trips.firstFailure().map(Cause::status).orElse(ExitStatus.OK.number());
    }

    /** Returns two lines for people, or one if no round trip succeeded. */
    String text() {
        String counts = String.format(
                Locale.ROOT,
                "--- %s ---%n%d sent, %d received, %d lost",
                path,
                trips.sent(),
                trips.received(),
                trips.lost());
        if (trips.received() == 0) {
            return counts;
        }
        return counts
                + String.format(
                        Locale.ROOT,
                        "%nround trip min %d, mean %d, p50 %d, p99 %d, max %d µs",
                        trips.minMicros(),
                        trips.meanMicros(),
                        trips.percentileMicros(MEDIAN),
                        trips.percentileMicros(TAIL),
                        trips.maxMicros());
    }

    /** Returns one JSON object for programs; its times are null if no round trip succeeded. */
    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", path.file());
        fields.put("ok", trips.firstFailure().isEmpty());
        fields.put("cause", trips.firstFailure().map(Cause::id));
        fields.put("status", status());
        fields.put("size", size);
        fields.put("sent", trips.sent());
        fields.put("received", trips.received());
        fields.put("lost", trips.lost());
        fields.put("min_us", micros(trips.minMicros()));
        fields.put("mean_us", micros(trips.meanMicros()));
        fields.put("p50_us", micros(trips.percentileMicros(MEDIAN)));
        fields.put("p99_us", micros(trips.percentileMicros(TAIL)));
        fields.put("max_us", micros(trips.maxMicros()));
        return Json.withSchema(fields);
    }

    private Optional<Object> micros(long value) {
        return trips.received() == 0 ? Optional.empty() : Optional.of(value);
    }
}
