package dev.udsecho.bench.load;

import java.util.LongSummaryStatistics;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * What one thread counts, and another reads now and then: operations, and how long they took, to three digits and an hour
 * at the most.
 */
public final class LatencyMeter {
    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);
    private static final int DIGITS = 3;
    private static final double TAIL = 99;
    private static final double NANOS_PER_MICRO = 1000;

    private final SingleWriterRecorder times = new SingleWriterRecorder(1, LONGEST, DIGITS);
    private final AtomicLong operations = new AtomicLong();
    private Histogram spare = times.getIntervalHistogram();
    private LongSummaryStatistics exact = new LongSummaryStatistics();
    private long last;

    /** An operation took so many nanoseconds. */
    void took(long nanos) {
        long time = Math.min(LONGEST, Math.max(1, nanos));
        times.recordValue(time);
        exact.accept(time);
    }

    /** Returns the exact shortest, mean and longest time since the last call. While the thread that counts is between phases. */
    public LongSummaryStatistics drainExact() {
        LongSummaryStatistics drained = exact;
        exact = new LongSummaryStatistics();
        return drained;
    }

    /** So many operations are done, at that moment. By the thread that counts. */
    void done(long many, long now) {
        operations.lazySet(operations.getPlain() + many);
        last = now;
    }

    /** When the last one was done. After the thread that counts has ended its stage. */
    public long last() {
        return last;
    }

    /** How many are done so far. */
    public long operations() {
        return operations.get();
    }

    /** Moves what was counted since the last call into a histogram. */
    public void drainInto(Histogram sum) {
        spare = times.getIntervalHistogram(spare);
        sum.add(spare);
    }

    /** The time that 99 of 100 did not exceed, in microseconds; 0 if there was none. */
    public static double p99Micros(Histogram times) {
        return times.getTotalCount() == 0 ? 0 : times.getValueAtPercentile(TAIL) / NANOS_PER_MICRO;
    }

    public static Histogram histogram() {
        return new Histogram(1, LONGEST, DIGITS);
    }
}
