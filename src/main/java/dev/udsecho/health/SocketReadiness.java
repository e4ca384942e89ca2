package dev.udsecho.health;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means that a client can come: the path leads to our socket, and a round trip through it has just worked; while
 * another owns the path and this process stands by, the round trip is with that one. The path is looked up each time, the
 * round trip may be a second old.
 */
@Readiness
@Singleton
class SocketReadiness implements HealthCheck {
    private final CachedProbe roundTrips;
    private final NameFacts facts;

    SocketReadiness(CachedProbe roundTrips, NameFacts facts) {
        this.roundTrips = roundTrips;
        this.facts = facts;
    }

    @Override
    public HealthCheckResponse call() {
        ProbeResult roundTrip = roundTrips.recent();
        HealthCheckResponseBuilder response = facts.named("socket-ready");
        return roundTrip
                .problem()
                .map(problem -> response.down().withData("problem", problem))
                .orElseGet(() -> response.up()
                        .withData("roundTripMicros", roundTrip.took().toNanos() / 1000))
                .build();
    }
}
