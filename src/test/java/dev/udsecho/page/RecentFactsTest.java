package dev.udsecho.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.FakeTicker;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentFactsTest {
    private static final Duration FRESH = Duration.ofMillis(500);

    private final FakeTicker ticker = new FakeTicker();
    private final AtomicInteger looks = new AtomicInteger();
    private Duration cost = Duration.ZERO;
    private final RecentFacts facts = new RecentFacts(this::look, ticker);

    private JsonObject look() {
        ticker.advance(cost);
        return new JsonObject().put("look", looks.incrementAndGet());
    }

    private void assertLook(int expected) {
        assertEquals(expected, facts.get().getInteger("look"));
    }

    @Test
    void testGet_looksAtOnce_andAgainHalfASecondLater() {
        assertLook(1);
        assertLook(1);
        ticker.advance(FRESH.minusNanos(1));
        assertLook(1);
        ticker.advance(Duration.ofNanos(1));
        assertLook(2);
        assertEquals(2, looks.get());
    }

    @Test
    void testGet_countsFromTheEndOfALook() {
        cost = Duration.ofSeconds(2);
        assertLook(1);
        assertLook(1);
    }
}
