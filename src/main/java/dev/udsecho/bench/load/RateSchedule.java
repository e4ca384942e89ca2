package dev.udsecho.bench.load;

import java.util.OptionalLong;

/**
 * When operations are due on one of several threads. At a rate, at even distances from the beginning of a stage, whether the
 * ones before are done or not; without one, always.
 */
final class RateSchedule {
    private static final double NANOS_PER_SECOND = 1e9;

    private final boolean open;
    private final double distance;
    private final double phase;
    private long begin;
    private long given;
    private long next;

    /** The pace of a thread, counted from 0, out of so many. */
    RateSchedule(OptionalLong rate, int thread, int threads) {
        open = rate.isPresent();
        distance = open ? NANOS_PER_SECOND * threads / rate.getAsLong() : 0;
        phase = distance * thread / threads;
    }

    void begin(long now) {
        begin = now;
        given = 0;
        next = begin + (long) phase;
    }

    boolean isDue(long now) {
        return !open || now - next >= 0;
    }

    /** When the operation that begins now was due. */
    long take(long now) {
        if (!open) {
            return now;
        }
        long due = next;
        given++;
        next = begin + (long) (phase + given * distance);
        return due;
    }

    /** When the next one is due, if there is such a moment. */
    OptionalLong next() {
        return open ? OptionalLong.of(next) : OptionalLong.empty();
    }

    /** How many were due before a moment and have not begun. */
    long overdue(long moment) {
        return open && moment - next > 0 ? (long) Math.ceil((moment - next) / distance) : 0;
    }
}
