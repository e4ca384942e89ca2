package dev.udsecho.health;

import dev.udsecho.os.IoMessages;
import dev.udsecho.path.PathState;
import dev.udsecho.path.owner.Role;
import dev.udsecho.server.PublishedPath;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/**
 * Checks whether a client that connects through the path now reaches this process, or the owner while this process
 * stands by. Reads the path at each call.
 */
@Singleton
class PublishedPathCheck {
    private final PublishedPath path;

    PublishedPathCheck(PublishedPath path) {
        this.path = path;
    }

    /** Returns the problem in a sentence, or empty if there is none. Blocks for half a second at most. */
    Optional<String> problem() {
        try {
            PathState state = path.owner().state();
            Role role = path.owner().role();
            boolean isReachable = state == PathState.OURS || role == Role.STANDBY;
            return role == Role.DRAINING || !isReachable ? Optional.of(describe(role, state)) : Optional.empty();
        } catch (IOException e) {
            return Optional.of(IoMessages.of(e));
        }
    }

    private String describe(Role role, PathState state) {
        String obstacle = path.owner().obstacle();
        if (role == Role.DRAINING) {
            return "this process is shutting down, and serves its open connections";
        }
        return switch (state) {
            case MISSING ->
                "the socket has vanished; " + (obstacle.isEmpty() ? "it is published again within seconds" : obstacle);
            case FOREIGN -> "something else has the name; ours comes back when that is taken away";
            default -> "the socket is not published";
        };
    }
}
