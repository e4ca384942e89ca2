package dev.udsecho.health;

import dev.udsecho.diagnosis.Reason;
import dev.udsecho.server.NameWatch;
import dev.udsecho.server.Publication;
import dev.udsecho.server.Role;
import dev.udsecho.socket.SocketFile.Standing;
import jakarta.inject.Singleton;
import java.io.IOException;
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
    private final Publication publication;
    private final NameWatch watch;
    private final RoundTrips roundTrips;
    private final NameFacts facts;

    SocketReadiness(Publication publication, NameWatch watch, RoundTrips roundTrips, NameFacts facts) {
        this.publication = publication;
        this.watch = watch;
        this.roundTrips = roundTrips;
        this.facts = facts;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = facts.named("socket-ready");
        try {
            Standing standing = publication.standing();
            Role role = publication.role();
            if (role == Role.DRAINING || standing != Standing.OURS && role != Role.STANDBY) {
                return down(response, problem(role, standing));
            }
            RoundTrip recent = roundTrips.recent();
            if (recent.problem().isPresent()) {
                return down(response, recent.problem().get());
            }
            return response.up()
                    .withData("roundTripMicros", recent.took().toNanos() / 1000)
                    .build();
        } catch (IOException e) {
            return down(response, Reason.of(e));
        }
    }

    private static HealthCheckResponse down(HealthCheckResponseBuilder response, String problem) {
        return response.down().withData("problem", problem).build();
    }

    private String problem(Role role, Standing standing) {
        if (role == Role.DRAINING) {
            return "this process is about to end, and serves those who are connected";
        }
        return switch (standing) {
            case MISSING ->
                "the socket has vanished; "
                        + (watch.obstacle().isEmpty() ? "it is published anew within seconds" : watch.obstacle());
            case FOREIGN -> "something else has the name; ours comes back when that is taken away";
            default -> "the socket is not published";
        };
    }
}
