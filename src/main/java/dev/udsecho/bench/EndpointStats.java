package dev.udsecho.bench;

import dev.udsecho.bench.load.Endpoint;
import dev.udsecho.bench.load.Failures;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * What was measured at one endpoint.
 *
 * @param endpoint where
 * @param times how long operations took, in nanoseconds, to three digits
 * @param exact the shortest, mean and longest of these times, exactly
 * @param operations how many were done
 * @param bytes how many bytes came back
 * @param measured how long it took, from the first operation's beginning to the last one's end
 * @param failures what failed
 * @param busy the share of time, 0 to 1, that the busiest thread of the generator had work and did it
 * @param delayed the share of time that its threads were ready to run and had no processor, where the kernel tells
 * @param idle the share of all processors' time that nobody used, where the kernel tells, and all may be used
 * @param unanswered at a rate: operations that were due and not done
 * @param timeLine from the beginning to the end
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
        OptionalDouble delayed,
        OptionalDouble idle,
        OptionalLong unanswered,
        List<Point> timeLine) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1000;

    /** How long it took, in seconds. */
    public double seconds() {
        return measured.toNanos() / NANOS_PER_SECOND;
    }

    /** How many operations were done in a second; 0 if no time has passed. */
    public double operationsPerSecond() {
        return measured.isZero() ? 0 : operations / seconds();
    }

    /** How many bytes came back in a second. */
    public double bytesPerSecond() {
        return measured.isZero() ? 0 : bytes / seconds();
    }

    /** Whether there is a time of an operation. */
    public boolean hasTimes() {
        return times.getTotalCount() > 0;
    }

    /** The time that so many percent did not exceed, in microseconds; 0 is the shortest, 100 the longest. */
    public double percentileMicros(double percent) {
        long time = percent == 0 ? exact.getMin() : Math.min(exact.getMax(), times.getValueAtPercentile(percent));
        return time / NANOS_PER_MICRO;
    }

    /** The mean in microseconds. */
    public double meanMicros() {
        return exact.getAverage() / NANOS_PER_MICRO;
    }
}
