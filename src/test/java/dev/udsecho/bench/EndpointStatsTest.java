package dev.udsecho.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.bench.load.Failures;
import dev.udsecho.bench.load.LatencyMeter;
import dev.udsecho.path.SocketPath;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class EndpointStatsTest {
    @Test
    void testOneTime_isMinMeanMax_andNoPercentileExceedsIt() {
        Histogram times = LatencyMeter.histogram();
        times.recordValue(22_984_400);
        LongSummaryStatistics exact = new LongSummaryStatistics();
        exact.accept(22_984_400);
        EndpointStats stats = new EndpointStats(
                UnixEndpoint.at(SocketPath.of("/tmp/echo.sock")),
                times,
                exact,
                1,
                64,
                Duration.ofSeconds(1),
                new Failures(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        assertEquals(22_984.4, stats.percentileMicros(0));
        assertEquals(22_984.4, stats.meanMicros());
        assertEquals(22_984.4, stats.percentileMicros(99.9));
        assertEquals(22_984.4, stats.percentileMicros(100));
    }
}
