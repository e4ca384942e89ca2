package dev.udsecho.health;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness: a client can connect. The path leads to the socket of this process, and a round trip through it has just
 * worked. While this process stands by for an owner, the round trip is with the owner. The path is read at each call;
 * the round trip may be a second old.
 */
@Readiness
@Singleton
class SocketReadiness implements HealthCheck {
    private final CachedProbe roundTrips;
    private final HealthData facts;

    SocketReadiness(CachedProbe roundTrips, HealthData facts) {
        this.roundTrips = roundTrips;
        this.facts = facts;
    }

    @Override
    public HealthCheckResponse call() {
        ProbeResult roundTrip = roundTrips.recent();
        HealthCheckResponseBuilder response = facts.response("socket-ready");
        return roundTrip
                .problem()
                .map(problem -> response.down().withData("problem", problem))
                .orElseGet(() -> response.up()
                        .withData("roundTripMicros", roundTrip.took().toNanos() / 1000))
                .build();
    }
}
