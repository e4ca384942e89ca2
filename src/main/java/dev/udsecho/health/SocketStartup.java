package dev.udsecho.health;

import dev.udsecho.server.PathOwner;
import dev.udsecho.server.Role;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started means that the path was published once, or that this process stands by for it. */
@Startup
@Singleton
class SocketStartup implements HealthCheck {
    private final PathOwner publication;
    private final NameFacts facts;

    SocketStartup(PathOwner publication, NameFacts facts) {
        this.publication = publication;
        this.facts = facts;
    }

    @Override
    public HealthCheckResponse call() {
        return facts.named("socket-published")
                .status(publication.role() != Role.STARTING)
                .build();
    }
}
