package dev.udsecho.time;

import java.time.Duration;

/**
 * The end of a timeout; a timeout of zero never ends.
 *
 * @param timeout the time from the start to the end
 * @param end the end in nanoseconds, as {@link System#nanoTime} counts
 */
public record Deadline(Duration timeout, long end) {
    private static final long NANOS_PER_MILLI = 1_000_000;

    public static Deadline in(Duration timeout) {
        return new Deadline(timeout, System.nanoTime() + timeout.toNanos());
    }

    public boolean isOver() {
        return !timeout.isZero() && System.nanoTime() - end >= 0;
    }

    /**
     * Returns the remaining time for {@link java.nio.channels.Selector#select(long)}: at least 1 ms, or 0 for no limit.
     */
    public long millisLeft() {
        return timeout.isZero() ? 0 : Math.max(1, (end - System.nanoTime()) / NANOS_PER_MILLI);
    }

    /**
     * Returns the end of one of several equal parts of the timeout, counted from 1. Without a limit, each part is one
     * second.
     */
    public Deadline part(int number, int many) {
        Duration whole = timeout.isZero() ? Duration.ofSeconds(many) : timeout;
        long begin = end - timeout.toNanos();
        long part = whole.toNanos() * number / many;
        return new Deadline(Duration.ofNanos(part), begin + part);
    }

    /** Returns the earlier of this deadline and a deadline that starts now. */
    public Deadline earlierOf(Duration shorter) {
        Deadline other = in(shorter);
        return !timeout.isZero() && end - other.end < 0 ? this : other;
    }
}
