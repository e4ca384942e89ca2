package dev.udsecho.cli;

import dev.udsecho.diagnosis.Cause;
import java.time.Duration;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Counts round trips and how long they took, to three digits, in memory that does not grow with their number. Safe for
 * several threads, as the one that pings is not the one that a signal runs on.
 */
final class PingTimes {
    private static final int DIGITS = 3;
    private static final double NANOS_PER_MICRO = 1000;

    private final Histogram nanos = new Histogram(DIGITS);
    private long sent;
    private Optional<Cause> firstFailure = Optional.empty();

    synchronized void worked(Duration time) {
        sent++;
        nanos.recordValue(time.toNanos());
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

    /** Why the first one that failed did; one that is still under way has, if none has come back before it. */
    synchronized Optional<Cause> firstFailure() {
        return nanos.getTotalCount() == 0 ? firstFailure.or(() -> Optional.of(Cause.MUTE)) : firstFailure;
    }

    /** The time that so many percent did not exceed, in microseconds; 0 is the shortest, 100 the longest. */
    synchronized double percentileMicros(double percent) {
        return percent == 0
                ? nanos.getMinValue() / NANOS_PER_MICRO
                : nanos.getValueAtPercentile(percent) / NANOS_PER_MICRO;
    }

    /** The mean in microseconds. */
    synchronized double meanMicros() {
        return nanos.getMean() / NANOS_PER_MICRO;
    }
}
