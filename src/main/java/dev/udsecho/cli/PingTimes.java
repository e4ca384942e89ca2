package dev.udsecho.cli;

import dev.udsecho.bench.load.LatencyMeter;
import dev.udsecho.diagnosis.Cause;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * The number of round trips and their durations, in memory that does not grow with their number. The shortest, mean and
 * longest time are exact; percentiles have three significant digits. Thread-safe, as the thread that pings differs from
 * the one that handles a signal.
 */
final class PingTimes {
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double NANOS_PER_MICRO = 1000;

    private final Histogram nanos = new Histogram(SIGNIFICANT_DIGITS);
    private long sent;
    private final LongSummaryStatistics exact = new LongSummaryStatistics();
    private Optional<Cause> firstFailure = Optional.empty();

    /** Counts a round trip that succeeded. */
    synchronized void recordSuccess(Duration time) {
        long elapsed = time.toNanos();
        sent++;
        exact.accept(elapsed);
        nanos.recordValue(elapsed);
    }

    /** Counts a round trip that failed. */
    synchronized void recordFailure(Cause cause) {
        sent++;
        firstFailure = firstFailure.or(() -> Optional.of(cause));
    }

    /** Returns the number of round trips that succeeded or failed. */
    synchronized long sent() {
        return sent;
    }

    /** Returns the number of round trips that succeeded. */
    synchronized long received() {
        return nanos.getTotalCount();
    }

    /** Returns the number of round trips that failed. */
    synchronized long lost() {
        return sent - received();
    }

    /**
     * Returns the cause of the first failed round trip. If no round trip has succeeded or failed yet, the one under way
     * counts as failed.
     */
    synchronized Optional<Cause> firstFailure() {
        return nanos.getTotalCount() == 0 ? firstFailure.or(() -> Optional.of(Cause.MUTE)) : firstFailure;
    }

    /** Returns the mean time in whole microseconds. */
    synchronized long meanMicros() {
        return micros(exact.getAverage());
    }

    /**
     * Returns the time that this percentage of round trips did not exceed, in whole microseconds: from the shortest for
     * 0 to the longest for 100.
     */
    synchronized long percentileMicros(double percent) {
        return micros(LatencyMeter.percentile(nanos, exact, percent));
    }

    /** Converts nanoseconds to whole microseconds, as each line and the summary show them. */
    static long micros(double nanos) {
        return Math.round(nanos / NANOS_PER_MICRO);
    }
}
