package dev.udsecho.page;

import dev.udsecho.time.Ticker;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A cache of the facts for half a second, so that many open pages cost the event loops no more than one page. For any
 * thread that may block.
 */
@Singleton
final class CachedPageJson {
    private static final Duration FRESH = Duration.ofMillis(500);

    private final Supplier<JsonObject> facts;
    private final Ticker ticker;
    private JsonObject last = new JsonObject();
    private long readAt;

    @Inject
    CachedPageJson(PageJson facts) {
        this(facts::now, Ticker.SYSTEM);
    }

    CachedPageJson(Supplier<JsonObject> facts, Ticker ticker) {
        this.facts = facts;
        this.ticker = ticker;
        this.readAt = ticker.nanos() - FRESH.toNanos();
    }

    synchronized JsonObject get() {
        if (ticker.nanos() - readAt >= FRESH.toNanos()) {
            last = facts.get();
            readAt = ticker.nanos();
        }
        return last;
    }
}
