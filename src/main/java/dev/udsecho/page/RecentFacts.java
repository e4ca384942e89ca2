package dev.udsecho.page;

import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The facts as they were a moment ago: a crowd of pages costs the event loops no more than one. For any thread that may block. */
@Singleton
final class RecentFacts {
    private static final Duration FRESH = Duration.ofMillis(500);

    private final Facts facts;
    private JsonObject last = new JsonObject();
    private long lookedAt = System.nanoTime() - FRESH.toNanos();

    RecentFacts(Facts facts) {
        this.facts = facts;
    }

    synchronized JsonObject get() {
        if (System.nanoTime() - lookedAt >= FRESH.toNanos()) {
            last = facts.now();
            lookedAt = System.nanoTime();
        }
        return last;
    }
}
