package dev.udsecho.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.FakeTicker;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeResultTest {
    private final FakeTicker ticker = new FakeTicker();
    private final ProbeResult roundTrip = new ProbeResult(ticker.nanos(), Duration.ofMillis(3), Optional.empty());

    @Test
    void testAge_isSinceItBegan() {
        assertEquals(Duration.ZERO, roundTrip.age(ticker.nanos()));
        ticker.advance(Duration.ofSeconds(7));
        assertEquals(Duration.ofSeconds(7), roundTrip.age(ticker.nanos()));
    }

    @Test
    void testIsFresh_forNineTenthsOfASecond() {
        ticker.advance(ProbeResult.FRESH.minusNanos(1));
        assertTrue(roundTrip.isFresh(ticker.nanos()));
        ticker.advance(Duration.ofNanos(1));
        assertFalse(roundTrip.isFresh(ticker.nanos()));
    }
}
