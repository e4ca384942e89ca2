package dev.udsecho.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.server.FakeTicker;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    private final FakeTicker ticker = new FakeTicker();
    private final RoundTrip roundTrip = new RoundTrip(ticker.nanos(), Duration.ofMillis(3), Optional.empty());

    @Test
    void testAge_isSinceItBegan() {
        assertEquals(Duration.ZERO, roundTrip.age(ticker.nanos()));
        ticker.advance(Duration.ofSeconds(7));
        assertEquals(Duration.ofSeconds(7), roundTrip.age(ticker.nanos()));
    }

    @Test
    void testIsFresh_forNineTenthsOfASecond() {
        ticker.advance(RoundTrip.FRESH.minusNanos(1));
        assertTrue(roundTrip.isFresh(ticker.nanos()));
        ticker.advance(Duration.ofNanos(1));
        assertFalse(roundTrip.isFresh(ticker.nanos()));
    }
}
