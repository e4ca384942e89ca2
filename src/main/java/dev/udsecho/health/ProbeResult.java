package dev.udsecho.health;

import dev.udsecho.time.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * The result of one attempt to reach this service as a client would.
 *
 * @param startedAt the time of the start, by {@link Ticker#nanos}
 * @param took the time from the connect to the last byte
 * @param problem the reason of a failure, or empty
 */
public record ProbeResult(long startedAt, Duration took, Optional<String> problem) {
    /** The time for which a result is reused: a probe each second gets a new result each time. */
    static final Duration FRESH = Duration.ofMillis(900);

    boolean isFresh(long now) {
        return age(now).compareTo(FRESH) < 0;
    }

    /**
     * Returns the time since the start.
     *
     * @param now the current time by {@link Ticker#nanos}
     */
    public Duration age(long now) {
        return Duration.ofNanos(now - startedAt);
    }
}
