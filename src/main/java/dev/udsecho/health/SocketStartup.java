package dev.udsecho.health;

import dev.udsecho.server.Publication;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started means that the path was published once. */
@Startup
@Singleton
class SocketStartup implements HealthCheck {
    private final Publication publication;
    private final NameFacts facts;

    SocketStartup(Publication publication, NameFacts facts) {
        this.publication = publication;
        this.facts = facts;
    }

    @Override
    public HealthCheckResponse call() {
        return facts.named("socket-published")
                .status(publication.wasPublished())
                .build();
    }
}
