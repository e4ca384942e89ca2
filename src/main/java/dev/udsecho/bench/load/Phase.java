package dev.udsecho.bench.load;

import java.time.Duration;

/**
 * A phase of a load test, in which operations start. Operations in flight at its end are awaited until they are done or
 * their connections fail. Times are as {@link System#nanoTime} counts. Thread-safe.
 */
public final class Phase {
    /** The time limit for operations in flight after {@link #endEarly}. */
    private static final Duration GIVE_UP_DELAY = Duration.ofMillis(500);

    private final long begin;
    private volatile long end;
    private volatile long giveUpAt;

    /** Creates a phase that begins now. */
    public Phase(Duration duration) {
        begin = System.nanoTime();
        end = begin + duration.toNanos();
        giveUpAt = end + Long.MAX_VALUE / 2;
    }

    /** Returns when the phase began. */
    public long begin() {
        return begin;
    }

    /** Returns when the phase ends or has ended. */
    public long end() {
        return end;
    }

    /** Returns whether no more operations may start. */
    boolean isOver(long now) {
        return now - end >= 0;
    }

    /** Returns whether operations in flight are to be given up. */
    boolean isGivenUp(long now) {
        return now - giveUpAt >= 0;
    }

    /** Ends the phase now, if it has not ended, and gives up operations in flight after 500 ms. */
    public synchronized void endEarly() {
        long now = System.nanoTime();
        end = isOver(now) ? end : now;
        giveUpAt = giveUpAt - now < GIVE_UP_DELAY.toNanos() ? giveUpAt : now + GIVE_UP_DELAY.toNanos();
    }
}
