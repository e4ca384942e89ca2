package dev.udsecho.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PingTimesTest {
    private static void assertTimes(long min, long mean, long max, PingTimes times) {
        assertEquals(min, times.percentileMicros(0));
        assertEquals(mean, times.meanMicros());
        assertEquals(max, times.percentileMicros(100));
    }

    @Test
    void testOneTime_isMinMeanMaxAndPercentile() {
        PingTimes times = new PingTimes();
        times.recordSuccess(Duration.ofNanos(22_984_400));
        assertTimes(22_984, 22_984, 22_984, times);
        assertEquals(22_984, times.percentileMicros(50));
        assertEquals(22_984, times.percentileMicros(99));
    }

    @Test
    void testSeveralTimes_areExact_andNoPercentileExceedsTheMax() {
        PingTimes times = new PingTimes();
        times.recordSuccess(Duration.ofNanos(1_000_001_000));
        times.recordSuccess(Duration.ofNanos(1_000_003_000));
        assertTimes(1_000_001, 1_000_002, 1_000_003, times);
        assertEquals(1_000_003, times.percentileMicros(99));
    }
}
