package dev.udsecho.bench.load;

import java.time.Duration;

/**
 * A stretch of time in which operations begin. Those under way at its end are waited for, until their connections fail if
 * they must. Moments are as {@link System#nanoTime} counts. For several threads.
 */
public final class Phase {
    /** How long operations under way are waited for when somebody wants the end. */
    private static final Duration HASTE = Duration.ofMillis(500);

    private final long begin;
    private volatile long end;
    private volatile long givenUp;

    /** One that begins now. */
    public Phase(Duration duration) {
        begin = System.nanoTime();
        end = begin + duration.toNanos();
        givenUp = end + Long.MAX_VALUE / 2;
    }

    public long begin() {
        return begin;
    }

    public long end() {
        return end;
    }

    boolean isOver(long now) {
        return now - end >= 0;
    }

    boolean isGivenUp(long now) {
        return now - givenUp >= 0;
    }

    /** Ends it now, if it goes on, and soon gives up what is under way. */
    public synchronized void cut() {
        long now = System.nanoTime();
        end = isOver(now) ? end : now;
        givenUp = givenUp - now < HASTE.toNanos() ? givenUp : now + HASTE.toNanos();
    }
}
