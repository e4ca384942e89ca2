package dev.udsecho.health;

import dev.udsecho.server.Publication;
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
 * Ready means that a client can come: the path leads to our socket, and a round trip through it has just worked. A
 * result is given out for at most {@link #FRESH}, so that a crowd of probes is no load.
 */
@Readiness
@Singleton
class SocketReadiness implements HealthCheck {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Publication publication;
    private final SocketProbe probe;
    private final NameFacts facts;
    private Optional<HealthCheckResponse> last = Optional.empty();
    private long begun;

    SocketReadiness(Publication publication, SocketProbe probe, NameFacts facts) {
        this.publication = publication;
        this.probe = probe;
        this.facts = facts;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        if (last.isEmpty() || System.nanoTime() - begun >= FRESH.toNanos()) {
            begun = System.nanoTime();
            last = Optional.of(look());
        }
        return last.get();
    }

    private HealthCheckResponse look() {
        HealthCheckResponseBuilder response = facts.named("socket-ready");
        try {
            Optional<Standing> standing = publication.standing();
            if (!standing.equals(Optional.of(Standing.OURS))) {
                return response.down().withData("problem", problem(standing)).build();
            }
            long micros = probe.roundTrip().toNanos() / 1000;
            return response.up().withData("roundTripMicros", micros).build();
        } catch (IOException e) {
            return response.down()
                    .withData("problem", String.valueOf(e.getMessage()))
                    .build();
        }
    }

    private static String problem(Optional<Standing> standing) {
        if (standing.isEmpty()) {
            return "the socket is not published";
        }
        return standing.get() == Standing.MISSING
                ? "the socket has vanished; it is published anew within seconds"
                : "something else has the name; ours comes back when that is taken away";
    }
}
