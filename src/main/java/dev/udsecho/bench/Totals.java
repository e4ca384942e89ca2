package dev.udsecho.bench;

import dev.udsecho.bench.load.Failures;
import dev.udsecho.bench.load.LatencyMeter;
import dev.udsecho.bench.load.Load;
import dev.udsecho.bench.load.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import org.HdrHistogram.Histogram;

/** Adds up what the meters of a side count. By the thread that looks on, but for the meters and failures themselves. */
final class Totals {
    /** If nothing else happened, more failures say no more. */
    private static final int ENOUGH = 100;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Load load;
    private final List<LatencyMeter> meters = new ArrayList<>();
    private final Failures failures = new Failures();
    private final Histogram times = LatencyMeter.histogram();
    private final LongSummaryStatistics exact = new LongSummaryStatistics();
    private final Histogram late = LatencyMeter.histogram();
    private final TimeLine timeLine;
    private boolean measuring;
    private long operations;
    private long measured;
    private long seen;
    private long ticked;
    private long worked = System.nanoTime();

    Totals(Load load) {
        this.load = load;
        this.timeLine = new TimeLine(load.duration());
    }

    /** One more thread's meter. */
    LatencyMeter meter() {
        LatencyMeter meter = new LatencyMeter();
        meters.add(meter);
        return meter;
    }

    Failures failures() {
        return failures;
    }

    /** A stage begins. */
    void begin(Phase stage, boolean counts) {
        measuring = counts;
        ticked = stage.begin();
        worked = stage.begin();
    }

    /** Takes in what was counted since the last time, and tells how it goes. */
    Point tick() {
        return tick(System.nanoTime());
    }

    private Point tick(long now) {
        late.reset();
        meters.forEach(meter -> meter.drainInto(late));
        long before = seen;
        seen = meters.stream().mapToLong(LatencyMeter::operations).sum();
        long nanos = Math.max(1, now - ticked);
        ticked = now;
        worked = seen > before ? now : worked;
        if (measuring) {
            operations += seen - before;
            times.add(late);
            timeLine.add(late, seen - before, nanos);
        }
        return new Point(0, (seen - before) * NANOS_PER_SECOND / nanos, LatencyMeter.p99Micros(late));
    }

    /** A stage is over. It took until its last operation was done. */
    void end(Phase stage) {
        long end = stage.end();
        for (LatencyMeter meter : meters) {
            end = meter.operations() > 0 && meter.last() - end > 0 ? meter.last() : end;
        }
        tick(Math.max(end, ticked + 1));
        for (LatencyMeter meter : meters) {
            LongSummaryStatistics phase = meter.drainExact();
            exact.combine(measuring ? phase : new LongSummaryStatistics());
        }
        measured += measuring ? end - stage.begin() : 0;
    }

    /**
     * Whether connections failed and nothing ever worked, some failed and nothing has worked for too long, or there
     * can't be as many as were asked for.
     */
    boolean isHopeless() {
        long failed = failures.total();
        return failures.areForWantOfDescriptors()
                || seen == 0 && failed >= Math.min(ENOUGH, load.connections())
                || failed > 0
                        && !load.timeout().isZero()
                        && System.nanoTime() - worked > load.timeout().toNanos();
    }

    Histogram times() {
        return times;
    }

    LongSummaryStatistics exact() {
        return exact;
    }

    long operations() {
        return operations;
    }

    /** How long the measured stages took in all, in nanoseconds. */
    long measured() {
        return measured;
    }

    List<Point> timeLine() {
        return timeLine.points();
    }
}
