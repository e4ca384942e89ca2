package dev.udsecho.health;

import dev.udsecho.os.IoMessages;
import dev.udsecho.path.PublishedSocket.Standing;
import dev.udsecho.server.PathMonitor;
import dev.udsecho.server.PathOwner;
import dev.udsecho.server.PublishedPath;
import dev.udsecho.server.Role;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/** Whether a client that takes the path now comes to us, or to the owner while this process stands by. Looked up each time. */
@Singleton
class NameCheck {
    private final PathOwner publication;
    private final PublishedPath path;
    private final PathMonitor watch;

    NameCheck(PathOwner publication, PublishedPath path, PathMonitor watch) {
        this.publication = publication;
        this.path = path;
        this.watch = watch;
    }

    /** What is in the way, in a sentence, or nothing. */
    Optional<String> problem() {
        try {
            Standing standing = path.standing();
            Role role = publication.role();
            boolean reachable = standing == Standing.OURS || role == Role.STANDBY;
            return role == Role.DRAINING || !reachable ? Optional.of(words(role, standing)) : Optional.empty();
        } catch (IOException e) {
            return Optional.of(IoMessages.of(e));
        }
    }

    private String words(Role role, Standing standing) {
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
