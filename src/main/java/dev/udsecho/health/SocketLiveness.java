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
 * Live means that the event loops turn: each one that serves connections runs a task within {@link #TIMEOUT}. A lost or
 * stolen path is no reason for a restart, so it does not matter here.
 */
@Liveness
@Singleton
class SocketLiveness implements HealthCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final EchoListeners listeners;
    private final NameFacts facts;

    SocketLiveness(EchoListeners listeners, NameFacts facts) {
        this.listeners = listeners;
        this.facts = facts;
    }

    @Override
    public HealthCheckResponse call() {
        List<Context> eventLoops = listeners.eventLoops();
        CountDownLatch standing = new CountDownLatch(eventLoops.size());
        long start = Ticker.SYSTEM.nanos();
        eventLoops.forEach(loop -> loop.runOnContext(turn -> standing.countDown()));
        boolean turning = await(standing);
        return facts.named("event-loops-turn")
                .status(turning)
                .withData("eventLoops", eventLoops.size())
                .withData("stuck", standing.getCount())
                .withData("turnMicros", (Ticker.SYSTEM.nanos() - start) / 1000)
                .build();
    }

    private static boolean await(CountDownLatch standing) {
        try {
            return standing.await(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
