package dev.udsecho.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TickerTest {
    @Test
    void testNanos_areTheJvmsNanoTime() {
        long before = System.nanoTime();
        long now = Ticker.SYSTEM.nanos();
        assertTrue(now - before >= 0 && System.nanoTime() - now >= 0);
    }

    /** Tests a lower bound, which a busy machine cannot break. */
    @Test
    void testPause_lastsUntilTheTimeIsOver() {
        long before = Ticker.SYSTEM.nanos();
        Ticker.SYSTEM.pause(Duration.ofMillis(2));
        assertTrue(Ticker.SYSTEM.nanos() - before >= Duration.ofMillis(2).toNanos());
    }

    @Test
    void testPause_endsWithAnInterrupt_whichStaysSet() {
        Thread.currentThread().interrupt();
        Ticker.SYSTEM.pause(Duration.ofDays(1));
        assertEquals(true, Thread.interrupted());
    }
}
