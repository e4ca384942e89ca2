package dev.udsecho.bench;

import dev.udsecho.bench.load.LatencyMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Collects counted operations into intervals of equal length, about {@value #POINTS} in all. */
final class TimeLine {
    private static final int POINTS = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long intervalNanos;
    private final Histogram interval = LatencyMeter.histogram();
    private final List<Point> points = new ArrayList<>();
    private long operations;
    private long elapsed;
    private long elapsedBefore;

    TimeLine(Duration duration) {
        intervalNanos = Math.max(1, duration.toNanos() / POINTS);
    }

    /** Adds the operations of the last {@code nanos} nanoseconds, with their durations. */
    void add(Histogram times, long done, long nanos) {
        interval.add(times);
        operations += done;
        elapsed += nanos;
        if (elapsed >= intervalNanos) {
            closeInterval();
        }
    }

    private void closeInterval() {
        double middle = (elapsedBefore + elapsed / 2) / NANOS_PER_SECOND;
        points.add(new Point(middle, operations * NANOS_PER_SECOND / elapsed, LatencyMeter.p99Micros(interval)));
        interval.reset();
        elapsedBefore += elapsed;
        operations = 0;
        elapsed = 0;
    }

    /** Returns the complete intervals. The rest of an unfinished interval is too short for a rate. */
    List<Point> points() {
        return List.copyOf(points);
    }
}
