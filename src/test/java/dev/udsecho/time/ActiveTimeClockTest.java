package dev.udsecho.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.FakeTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActiveTimeClockTest {
    private static final Duration PERIOD = Duration.ofMillis(100);

    private final FakeTicker ticker = new FakeTicker();
    private final ActiveTimeClock clock = new ActiveTimeClock(PERIOD, ticker);

    private void assertAdds(Duration expected, Duration passed) {
        long before = clock.now();
        ticker.advance(passed);
        assertEquals(expected, Duration.ofNanos(clock.now() - before));
    }

    @Test
    void testNow_startsAtZero() {
        assertEquals(0, clock.now());
        assertEquals(0, clock.now());
    }

    @Test
    void testNow_countsFromItsCreation() {
        ticker.advance(PERIOD);
        assertEquals(PERIOD.toNanos(), clock.now());
    }

    @Test
    void testNow_countsEveryNanosecond_whileItIsReadInTime() {
        assertAdds(Duration.ofNanos(1), Duration.ofNanos(1));
        assertAdds(PERIOD, PERIOD);
        assertAdds(PERIOD.multipliedBy(2).minusNanos(1), PERIOD.multipliedBy(2).minusNanos(1));
        assertAdds(PERIOD.multipliedBy(2), PERIOD.multipliedBy(2));
    }

    @Test
    void testNow_afterTheProcessWasStopped_addsTwoPeriodsAtMost() {
        assertAdds(PERIOD.multipliedBy(2), PERIOD.multipliedBy(2).plusNanos(1));
        assertAdds(PERIOD.multipliedBy(2), Duration.ofDays(1));
        assertAdds(PERIOD, PERIOD);
    }

    @Test
    void testNow_continuesWhenTheMonotonicClockOverflows() {
        for (int read = 1; read <= 30; read++) {
            ticker.advance(PERIOD);
            assertEquals(read * PERIOD.toNanos(), clock.now());
        }
    }
}
