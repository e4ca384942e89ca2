package dev.udsecho.client.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Collects what was counted into stretches of equal length, about {@value #POINTS} in all. */
final class TimeLine {
    private static final int POINTS = 100;
    private static final double TAIL = 99;
    private static final double NANOS_PER_MICRO = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long length;
    private final Histogram stretch = Meter.histogram();
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
        double p99 = stretch.getTotalCount() == 0 ? 0 : stretch.getValueAtPercentile(TAIL) / NANOS_PER_MICRO;
        points.add(new Point((before + elapsed / 2) / NANOS_PER_SECOND, operations * NANOS_PER_SECOND / elapsed, p99));
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
