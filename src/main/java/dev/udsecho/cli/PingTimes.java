package dev.udsecho.cli;

import dev.udsecho.diagnosis.Cause;
import java.time.Duration;
import java.util.LongSummaryStatistics;
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
    private final LongSummaryStatistics exact = new LongSummaryStatistics();
    private Optional<Cause> firstFailure = Optional.empty();

    synchronized void worked(Duration time) {
        long took = time.toNanos();
        sent++;
        exact.accept(took);
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
        return micros(exact.getMin());
    }

    /** The mean in whole microseconds. */
    synchronized long meanMicros() {
        return micros(exact.getAverage());
    }

    /** The longest time in whole microseconds. */
    synchronized long maxMicros() {
        return micros(exact.getMax());
    }

    /** The time that this percentage did not exceed, in whole microseconds; never outside of the shortest and longest. */
    synchronized long percentileMicros(double percent) {
        return micros(Math.max(exact.getMin(), Math.min(exact.getMax(), nanos.getValueAtPercentile(percent))));
    }

    /** A time in whole microseconds, as each line and the summary show it. */
    static long micros(double nanos) {
        return Math.round(nanos / NANOS_PER_MICRO);
    }
}
