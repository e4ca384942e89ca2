package dev.udsecho.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.FakeTicker;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CachedPageJsonTest {
    private static final Duration FRESH = Duration.ofMillis(500);

    private final FakeTicker ticker = new FakeTicker();
    private final AtomicInteger reads = new AtomicInteger();
    private Duration cost = Duration.ZERO;
    private final CachedPageJson facts = new CachedPageJson(this::read, ticker);

    private JsonObject read() {
        ticker.advance(cost);
        return new JsonObject().put("read", reads.incrementAndGet());
    }

    private void assertRead(int expected) {
        assertEquals(expected, facts.get().getInteger("read"));
    }

    @Test
    void testGet_readsAtOnce_andAgainHalfASecondLater() {
        assertRead(1);
        assertRead(1);
        ticker.advance(FRESH.minusNanos(1));
        assertRead(1);
        ticker.advance(Duration.ofNanos(1));
        assertRead(2);
        assertEquals(2, reads.get());
    }

    @Test
    void testGet_countsFromTheEndOfARead() {
        cost = Duration.ofSeconds(2);
        assertRead(1);
        assertRead(1);
    }
}
