package dev.udsecho.health;

import dev.udsecho.path.owner.PathOwner;
import dev.udsecho.path.owner.Role;
import dev.udsecho.server.PublishedPath;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Startup: the path was published once, or this process stands by for it. */
@Startup
@Singleton
class SocketStartup implements HealthCheck {
    private final PathOwner path;
    private final HealthData facts;

    SocketStartup(PublishedPath path, HealthData facts) {
        this.path = path.owner();
        this.facts = facts;
    }

    @Override
    public HealthCheckResponse call() {
        return facts.response("socket-published")
                .status(path.role() != Role.STARTING)
                .build();
    }
}
