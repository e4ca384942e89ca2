package dev.udsecho.health;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.IoMessages;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.owner.PathOwner;
import dev.udsecho.server.PublishedPath;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.server.connection.RejectReason;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Facts about the file that has the socket's name now, and the role of this process, for a person to read beside a
 * check's answer.
 */
@Singleton
class HealthData {
    private final SocketPath path;
    private final PathOwner owner;
    private final Connections connections;

    HealthData(EchoConfig config, PublishedPath published, Connections connections) {
        this.path = config.socket().path();
        this.owner = published.owner();
        this.connections = connections;
    }

    /** Creates a response with the facts in it. Blocks for half a second at most. */
    HealthCheckResponseBuilder response(String check) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named(check)
                .withData("path", path.file().toString())
                .withData("role", owner.role().toString())
                .withData("connections", connections.counts().active())
                .withData("maxConnections", connections.limit().maximum())
                .withData("refusedByLimit", connections.counts().rejected(RejectReason.LIMIT))
                .withData("refusedByAccess", connections.counts().rejected(RejectReason.ACCESS));
        try {
            owner.entry()
                    .ifPresentOrElse(entry -> describe(response, entry), () -> response.withData("found", "nothing"));
        } catch (IOException e) {
            response.withData("found", "not to be seen: " + IoMessages.of(e));
        }
        return response;
    }

    private static void describe(HealthCheckResponseBuilder response, DirectoryEntry entry) {
        response.withData("found", entry.kind().toString())
                .withData("inode", entry.inode().number())
                .withData("mode", entry.permission())
                .withData("owner", entry.ownership());
    }
}
