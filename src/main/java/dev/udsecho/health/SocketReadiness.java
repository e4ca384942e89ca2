package dev.udsecho.health;

import dev.udsecho.diagnosis.Reason;
import dev.udsecho.server.NameWatch;
import dev.udsecho.server.Publication;
import dev.udsecho.server.Role;
import dev.udsecho.socket.SocketFile.Standing;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means that a client can come: the path leads to our socket, and a round trip through it has just worked; while
 * another owns the path and this process stands by, the round trip is with that one. The path is looked up each time; a
 * round trip's result counts for {@link #FRESH}, so that a crowd of probes is no load.
 */
@Readiness
@Singleton
class SocketReadiness implements HealthCheck {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Publication publication;
    private final NameWatch watch;
    private final SocketProbe probe;
    private final NameFacts facts;
    private Duration roundTrip = Duration.ZERO;
    private Optional<IOException> failure = Optional.empty();
    private Optional<Long> begun = Optional.empty();

    SocketReadiness(Publication publication, NameWatch watch, SocketProbe probe, NameFacts facts) {
        this.publication = publication;
        this.watch = watch;
        this.probe = probe;
        this.facts = facts;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        HealthCheckResponseBuilder response = facts.named("socket-ready");
        try {
            Standing standing = publication.standing();
            Role role = publication.role();
            if (role == Role.DRAINING || standing != Standing.OURS && role != Role.STANDBY) {
                return down(response, problem(role, standing));
            }
            return response.up()
                    .withData("roundTripMicros", recentRoundTrip().toNanos() / 1000)
                    .build();
        } catch (IOException e) {
            return down(response, Reason.of(e));
        }
    }

    private Duration recentRoundTrip() throws IOException {
        long now = System.nanoTime();
        if (begun.isEmpty() || now - begun.get() >= FRESH.toNanos()) {
            begun = Optional.of(now);
            probeAgain();
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return roundTrip;
    }

    private void probeAgain() {
        try {
            roundTrip = probe.roundTrip();
            failure = Optional.empty();
        } catch (IOException e) {
            failure = Optional.of(e);
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
