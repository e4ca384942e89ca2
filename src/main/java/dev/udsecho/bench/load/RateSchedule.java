package dev.udsecho.bench.load;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The schedule of the operations of one of several threads. At a rate, they are due at even intervals from the start of
 * a phase, whether earlier ones are done or not. Without a rate, they are always due.
 */
final class RateSchedule {
    private static final double NANOS_PER_SECOND = 1e9;

    private final boolean limited;
    private final double interval;
    private final double offset;
    private long begin;
    private long taken;
    private long next;

    /** Creates the schedule of a thread, counted from 0, out of {@code threads}. */
    RateSchedule(Optional<Long> rate, int thread, int threads) {
        limited = rate.isPresent();
        interval = limited ? NANOS_PER_SECOND * threads / rate.get() : 0;
        offset = interval * thread / threads;
    }

    /** Restarts the schedule at the start of a phase. */
    void begin(long now) {
        begin = now;
        taken = 0;
        next = begin + (long) offset;
    }

    /** Returns whether an operation is due. */
    boolean isDue(long now) {
        return !limited || now - next >= 0;
    }

    /** Takes the next operation and returns when it was due. */
    long take(long now) {
        if (!limited) {
            return now;
        }
        long due = next;
        taken++;
        next = begin + (long) (offset + taken * interval);
        return due;
    }

    /** Returns when the next operation is due; empty without a rate. */
    OptionalLong next() {
        return limited ? OptionalLong.of(next) : OptionalLong.empty();
    }

    /** Returns the number of operations that were due before the given time and have not started. */
    long overdue(long now) {
        return limited && now - next > 0 ? (long) Math.ceil((now - next) / interval) : 0;
    }
}
