package dev.udsecho.bench;

import dev.udsecho.bench.load.Endpoint;
import dev.udsecho.bench.load.Failures;
import dev.udsecho.bench.load.LatencyMeter;
import dev.udsecho.bench.load.Load;
import dev.udsecho.bench.load.Phase;
import dev.udsecho.bench.load.ThreadUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Sums up the latency meters of an endpoint. Confined to the thread that controls the run, except for the meters and
 * failures themselves.
 */
final class Totals {
    /** The number of failures after which a run without any success ends; more would add no information. */
    private static final int MAX_FAILURES = 100;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Load load;
    private final List<LatencyMeter> meters = new ArrayList<>();
    private final Failures failures = new Failures();
    private final Histogram times = LatencyMeter.histogram();
    private final LongSummaryStatistics exact = new LongSummaryStatistics();
    private final Histogram recent = LatencyMeter.histogram();
    private final TimeLine timeLine;
    private boolean measuring;
    private long operations;
    private long measured;
    private long counted;
    private long lastTick;
    private long lastSuccess = System.nanoTime();

    Totals(Load load) {
        this.load = load;
        this.timeLine = new TimeLine(load.duration());
    }

    /** Creates the meter of another thread. */
    LatencyMeter newMeter() {
        LatencyMeter meter = new LatencyMeter();
        meters.add(meter);
        return meter;
    }

    /** Returns the failures, which other threads add to. */
    Failures failures() {
        return failures;
    }

    /** Starts a phase. */
    void begin(Phase phase, boolean measure) {
        measuring = measure;
        lastTick = phase.begin();
        lastSuccess = phase.begin();
    }

    /** Adds what was counted since the last tick, and returns the current rate and latency. */
    Point tick() {
        return tick(System.nanoTime());
    }

    private Point tick(long now) {
        recent.reset();
        meters.forEach(meter -> meter.drainInto(recent));
        long before = counted;
        counted = meters.stream().mapToLong(LatencyMeter::operations).sum();
        long nanos = Math.max(1, now - lastTick);
        lastTick = now;
        lastSuccess = counted > before ? now : lastSuccess;
        if (measuring) {
            operations += counted - before;
            times.add(recent);
            timeLine.add(recent, counted - before, nanos);
        }
        return new Point(0, (counted - before) * NANOS_PER_SECOND / nanos, LatencyMeter.p99Micros(recent));
    }

    /** Ends a phase, at the time of its last operation. */
    void end(Phase phase) {
        long end = phase.end();
        for (LatencyMeter meter : meters) {
            end = meter.operations() > 0 && meter.last() - end > 0 ? meter.last() : end;
        }
        tick(Math.max(end, lastTick + 1));
        for (LatencyMeter meter : meters) {
            LongSummaryStatistics exactTimes = meter.drainExact();
            exact.combine(measuring ? exactTimes : new LongSummaryStatistics());
        }
        measured += measuring ? end - phase.begin() : 0;
    }

    /**
     * Returns whether the run cannot succeed: connections failed and no operation ever succeeded, some failed and none
     * has succeeded for longer than the timeout, or the process has too few file descriptors for the requested
     * connections.
     */
    boolean shouldAbort() {
        long failed = failures.total();
        return failures.isOutOfDescriptors()
                || counted == 0 && failed >= Math.min(MAX_FAILURES, load.connections())
                || failed > 0
                        && !load.timeout().isZero()
                        && System.nanoTime() - lastSuccess > load.timeout().toNanos();
    }

    /** Returns the number of measured operations. */
    long operations() {
        return operations;
    }

    /**
     * Returns the statistics so far.
     *
     * @param usage the use of each thread
     * @param idle the share of all processors' time that no process used
     */
    EndpointStats stats(Endpoint endpoint, List<ThreadUsage> usage, Optional<Double> idle) {
        ThreadUsage all = usage.stream().reduce(ThreadUsage.NONE, ThreadUsage::plus);
        return new EndpointStats(
                endpoint,
                times,
                exact,
                operations,
                operations * load.size(),
                Duration.ofNanos(measured),
                failures,
                usage.stream().mapToDouble(ThreadUsage::busy).max().orElse(0),
                all.delayed(),
                idle,
                load.rate().map(any -> all.unanswered()),
                timeLine.points());
    }
}
