package dev.udsecho.health;

import dev.udsecho.time.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * One try to reach ourselves as a client would.
 *
 * @param begun when, by {@link Ticker#nanos}
 * @param took from the connect to the last byte
 * @param problem why it did not work, if it did not
 */
public record ProbeResult(long begun, Duration took, Optional<String> problem) {
    /** For how long one counts: who asks each second gets a new one each time. */
    static final Duration FRESH = Duration.ofMillis(900);

    boolean isFresh(long now) {
        return age(now).compareTo(FRESH) < 0;
    }

    /**
     * How long ago it began.
     *
     * @param now by {@link Ticker#nanos}
     */
    public Duration age(long now) {
        return Duration.ofNanos(now - begun);
    }
}
