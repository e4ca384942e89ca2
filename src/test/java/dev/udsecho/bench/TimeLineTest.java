package dev.udsecho.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.bench.load.LatencyMeter;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TimeLineTest {
    private static final long MILLISECOND = 1_000_000;

    private static Histogram of(long nanos) {
        Histogram times = LatencyMeter.histogram();
        times.recordValue(nanos);
        return times;
    }

    @Test
    void testPoints_shortIntervals_areJoinedToAHundredthOfTheTime() {
        TimeLine line = new TimeLine(Duration.ofSeconds(2));
        line.add(of(1000), 1, 10 * MILLISECOND);
        line.add(of(3000), 3, 10 * MILLISECOND);
        line.add(of(5000), 0, 40 * MILLISECOND);
        line.add(of(1000), 5, MILLISECOND);
        assertEquals(List.of(new Point(0.01, 200, 3), new Point(0.04, 0, 5)), rounded(line));
    }

    private static List<Point> rounded(TimeLine line) {
        return line.points().stream()
                .map(point -> new Point(point.at(), point.operationsPerSecond(), Math.round(point.p99Micros())))
                .toList();
    }
}
