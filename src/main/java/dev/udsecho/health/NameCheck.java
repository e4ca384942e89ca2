package dev.udsecho.health;

import dev.udsecho.os.IoMessages;
import dev.udsecho.path.PathState;
import dev.udsecho.path.owner.Role;
import dev.udsecho.server.PublishedPath;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/** Whether a client that takes the path now comes to us, or to the owner while this process stands by. Looked up each time. */
@Singleton
class NameCheck {
    private final PublishedPath path;

    NameCheck(PublishedPath path) {
        this.path = path;
    }

    /** What is in the way, in a sentence, or nothing. */
    Optional<String> problem() {
        try {
            PathState state = path.state();
            Role role = path.role();
            boolean reachable = state == PathState.OURS || role == Role.STANDBY;
            return role == Role.DRAINING || !reachable ? Optional.of(words(role, state)) : Optional.empty();
        } catch (IOException e) {
            return Optional.of(IoMessages.of(e));
        }
    }

    private String words(Role role, PathState state) {
        if (role == Role.DRAINING) {
            return "this process is about to end, and serves those who are connected";
        }
        return switch (state) {
            case MISSING ->
                "the socket has vanished; "
                        + (path.obstacle().isEmpty() ? "it is published again within seconds" : path.obstacle());
            case FOREIGN -> "something else has the name; ours comes back when that is taken away";
            default -> "the socket is not published";
        };
    }
}
