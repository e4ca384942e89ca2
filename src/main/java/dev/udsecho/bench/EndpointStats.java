package dev.udsecho.bench;

import dev.udsecho.bench.load.Endpoint;
import dev.udsecho.bench.load.Failures;
import dev.udsecho.bench.load.LatencyMeter;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * The statistics of one endpoint.
 *
 * @param endpoint the endpoint
 * @param times a histogram of the operations' durations in nanoseconds, to three significant digits
 * @param exact the exact shortest, mean and longest of these durations, in nanoseconds
 * @param operations the number of operations done
 * @param bytes the number of bytes that came back
 * @param measured the time from the start of the first operation to the end of the last one
 * @param failures the failures
 * @param busy the share of time, 0 to 1, that the busiest generator thread had work and did it
 * @param delayed the share of time that the generator's threads were runnable without a processor, where the kernel
 *     reports it
 * @param idle the share of all processors' time that no process used, where the kernel reports it and all may be used
 * @param unanswered at a rate: operations that were due and not done
 * @param timeLine the time line from the start to the end
 */
public record EndpointStats(
        Endpoint endpoint,
        Histogram times,
        LongSummaryStatistics exact,
        long operations,
        long bytes,
        Duration measured,
        Failures failures,
        double busy,
        Optional<Double> delayed,
        Optional<Double> idle,
        Optional<Long> unanswered,
        List<Point> timeLine) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1000;
    private static final double FINE_MICROS = 100;
    private static final double TENTHS = 10;

    /** Returns the measured time in seconds. */
    public double seconds() {
        return measured.toNanos() / NANOS_PER_SECOND;
    }

    /** Returns the operations per second; 0 if no time has passed. */
    public double operationsPerSecond() {
        return measured.isZero() ? 0 : operations / seconds();
    }

    /** Returns the bytes that came back per second; 0 if no time has passed. */
    public double bytesPerSecond() {
        return measured.isZero() ? 0 : bytes / seconds();
    }

    /** Returns whether at least one operation was timed. */
    public boolean hasTimes() {
        return times.getTotalCount() > 0;
    }

    /**
     * Returns the duration that this percentage of operations did not exceed, in microseconds; 0 is the shortest, 100
     * the longest.
     */
    public double percentileMicros(double percent) {
        return LatencyMeter.percentile(times, exact, percent) / NANOS_PER_MICRO;
    }

    /**
     * Rounds microseconds for people and programs: to one decimal below 100, to none above, as measured values have
     * three digits.
     */
    public static Number rounded(double micros) {
        if (micros >= FINE_MICROS) {
            return Math.round(micros);
        }
        return Math.round(micros * TENTHS) / TENTHS;
    }

    /** Returns the mean duration in microseconds. */
    public double meanMicros() {
        return exact.getAverage() / NANOS_PER_MICRO;
    }
}
