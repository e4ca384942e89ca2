package dev.udsecho.bench.load;

import java.util.LongSummaryStatistics;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * A meter that one thread writes and another reads periodically: the number of operations and their durations, to three
 * significant digits and at most one hour.
 */
public final class LatencyMeter {
    private static final long MAX_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double TAIL = 99;
    private static final double NANOS_PER_MICRO = 1000;

    private final SingleWriterRecorder times = new SingleWriterRecorder(1, MAX_NANOS, SIGNIFICANT_DIGITS);
    private final AtomicLong operations = new AtomicLong();
    private Histogram spare = times.getIntervalHistogram();
    private LongSummaryStatistics exact = new LongSummaryStatistics();
    private long last;

    /** Records the duration of an operation in nanoseconds. */
    void recordTime(long nanos) {
        long time = Math.min(MAX_NANOS, Math.max(1, nanos));
        times.recordValue(time);
        exact.accept(time);
    }

    /**
     * Returns the exact shortest, mean and longest duration since the last call. Only between phases of the writing
     * thread.
     */
    public LongSummaryStatistics drainExact() {
        LongSummaryStatistics drained = exact;
        exact = new LongSummaryStatistics();
        return drained;
    }

    /** Adds operations that are done at the given time. Only from the writing thread. */
    void addOperations(long count, long now) {
        operations.lazySet(operations.getPlain() + count);
        last = now;
    }

    /** Returns when the last operation was done. Only after the writing thread has ended its phase. */
    public long last() {
        return last;
    }

    /** Returns the number of operations so far. */
    public long operations() {
        return operations.get();
    }

    /** Moves the durations recorded since the last call into a histogram. */
    public void drainInto(Histogram sum) {
        spare = times.getIntervalHistogram(spare);
        sum.add(spare);
    }

    /** Returns the duration that 99 of 100 operations did not exceed, in microseconds; 0 if there was none. */
    public static double p99Micros(Histogram times) {
        return times.getTotalCount() == 0 ? 0 : times.getValueAtPercentile(TAIL) / NANOS_PER_MICRO;
    }

    /**
     * Returns the duration that this percentage of operations did not exceed, in nanoseconds: from the exact shortest
     * for 0 to the exact longest for 100.
     */
    public static long percentile(Histogram times, LongSummaryStatistics exact, double percent) {
        return Math.min(exact.getMax(), Math.max(exact.getMin(), times.getValueAtPercentile(percent)));
    }

    /** Returns an empty histogram with this meter's range and precision. */
    public static Histogram histogram() {
        return new Histogram(1, MAX_NANOS, SIGNIFICANT_DIGITS);
    }
}
