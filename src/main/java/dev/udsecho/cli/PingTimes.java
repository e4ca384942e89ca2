package dev.udsecho.cli;

import dev.udsecho.diagnosis.Cause;
import java.time.Duration;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Counts round trips and how long they took, in memory that does not grow with their number: shortest, mean and longest
 * time exactly, percentiles to three digits. Safe for several threads, as the one that pings is not the one that a signal
 * runs on.
 */
final class PingTimes {
    private static final int DIGITS = 3;
    private static final double NANOS_PER_MICRO = 1000;

    private final Histogram nanos = new Histogram(DIGITS);
    private long sent;
    private long sum;
    private long shortest = Long.MAX_VALUE;
    private long longest;
    private Optional<Cause> firstFailure = Optional.empty();

    synchronized void worked(Duration time) {
        long took = time.toNanos();
        sent++;
        sum += took;
        shortest = Math.min(shortest, took);
        longest = Math.max(longest, took);
        nanos.recordValue(took);
    }

    synchronized void failed(Cause cause) {
        sent++;
        firstFailure = firstFailure.or(() -> Optional.of(cause));
    }

    synchronized long sent() {
        return sent;
    }

    synchronized long received() {
        return nanos.getTotalCount();
    }

    synchronized long lost() {
        return sent - received();
    }

    /** Why the first one that failed did; one that is still under way has, if none has come back before it. */
    synchronized Optional<Cause> firstFailure() {
        return nanos.getTotalCount() == 0 ? firstFailure.or(() -> Optional.of(Cause.MUTE)) : firstFailure;
    }

    /** The shortest time in whole microseconds. */
    synchronized long minMicros() {
        return micros(shortest);
    }

    /** The mean in whole microseconds. */
    synchronized long meanMicros() {
        return micros((double) sum / received());
    }

    /** The longest time in whole microseconds. */
    synchronized long maxMicros() {
        return micros(longest);
    }

    /** The time that this percentage did not exceed, in whole microseconds; never outside of the shortest and longest. */
    synchronized long percentileMicros(double percent) {
        return micros(Math.max(shortest, Math.min(longest, nanos.getValueAtPercentile(percent))));
    }

    /** A time in whole microseconds, as each line and the summary show it. */
    static long micros(double nanos) {
        return Math.round(nanos / NANOS_PER_MICRO);
    }
}
