package dev.udsecho.bench;

import dev.udsecho.bench.load.LatencyMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Collects what was counted into stretches of equal length, about {@value #POINTS} in all. */
final class TimeLine {
    private static final int POINTS = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long length;
    private final Histogram stretch = LatencyMeter.histogram();
    private final List<Point> points = new ArrayList<>();
    private long operations;
    private long elapsed;
    private long before;

    TimeLine(Duration duration) {
        length = Math.max(1, duration.toNanos() / POINTS);
    }

    /** So many operations were done in so many nanoseconds more, with these times. */
    void add(Histogram times, long done, long nanos) {
        stretch.add(times);
        operations += done;
        elapsed += nanos;
        if (elapsed >= length) {
            close();
        }
    }

    private void close() {
        double middle = (before + elapsed / 2) / NANOS_PER_SECOND;
        points.add(new Point(middle, operations * NANOS_PER_SECOND / elapsed, LatencyMeter.p99Micros(stretch)));
        stretch.reset();
        before += elapsed;
        operations = 0;
        elapsed = 0;
    }

    /** All that are whole; what is left of a stretch is too short to tell a rate. */
    List<Point> points() {
        return List.copyOf(points);
    }
}
