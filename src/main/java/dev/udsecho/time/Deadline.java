package dev.udsecho.time;

import java.time.Duration;

/**
 * The moment by which something must be done; a timeout of zero is never.
 *
 * @param timeout how long it was from the beginning
 * @param end the moment, as {@link System#nanoTime} counts
 */
public record Deadline(Duration timeout, long end) {
    private static final long NANOS_PER_MILLI = 1_000_000;

    public static Deadline in(Duration timeout) {
        return new Deadline(timeout, System.nanoTime() + timeout.toNanos());
    }

    public boolean isOver() {
        return !timeout.isZero() && System.nanoTime() - end >= 0;
    }

    /** What is left as {@link java.nio.channels.Selector#select(long)} takes it: at least 1 ms, and 0 for ever. */
    public long millisLeft() {
        return timeout.isZero() ? 0 : Math.max(1, (end - System.nanoTime()) / NANOS_PER_MILLI);
    }

    /** The end of one of so many equal parts of its time, counted from 1; each is a second where it is never. */
    public Deadline part(int number, int many) {
        Duration whole = timeout.isZero() ? Duration.ofSeconds(many) : timeout;
        long begin = end - timeout.toNanos();
        Duration part = whole.multipliedBy(number).dividedBy(many);
        return new Deadline(part, begin + part.toNanos());
    }

    /** The earlier of this one and one that begins now. */
    public Deadline orIn(Duration shorter) {
        Deadline other = in(shorter);
        return !timeout.isZero() && end - other.end < 0 ? this : other;
    }
}
