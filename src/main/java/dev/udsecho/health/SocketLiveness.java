package dev.udsecho.health;

import dev.udsecho.server.EchoListeners;
import dev.udsecho.time.Ticker;
import io.vertx.core.Context;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Liveness: each event loop that serves connections runs a task within {@link #TIMEOUT}. A lost or stolen path is no
 * reason for a restart, so this check ignores it.
 */
@Liveness
@Singleton
class SocketLiveness implements HealthCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final EchoListeners listeners;
    private final HealthData facts;

    SocketLiveness(EchoListeners listeners, HealthData facts) {
        this.listeners = listeners;
        this.facts = facts;
    }

    @Override
    public HealthCheckResponse call() {
        List<Context> eventLoops = listeners.eventLoops();
        CountDownLatch pending = new CountDownLatch(eventLoops.size());
        long start = Ticker.SYSTEM.nanos();
        eventLoops.forEach(loop -> loop.runOnContext(task -> pending.countDown()));
        boolean isTurning = await(pending);
        return facts.response("event-loops-turn")
                .status(isTurning)
                .withData("eventLoops", eventLoops.size())
                .withData("stuck", pending.getCount())
                .withData("turnMicros", (Ticker.SYSTEM.nanos() - start) / 1000)
                .build();
    }

    private static boolean await(CountDownLatch pending) {
        try {
            return pending.await(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
