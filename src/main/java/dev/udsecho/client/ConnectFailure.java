package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Identity;
import dev.udsecho.diagnosis.Obstacle;
import dev.udsecho.diagnosis.PathInspector;
import dev.udsecho.socket.SocketPath;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;

/**
 * Why a connect failed. The JDK tells EACCES (as BindException) and ECONNREFUSED (as ConnectException) from all else, and
 * says ECONNREFUSED for a regular file too, so the path is looked at first.
 */
final class ConnectFailure {
    private ConnectFailure() {}

    static EchoFailed of(SocketPath path, IOException failure) {
        return PathInspector.onTheWayTo(path.file())
                .or(() -> atTheName(path))
                .map(obstacle ->
                        new EchoFailed(obstacle.cause(), path, obstacle.words() + "; " + advice(obstacle.cause())))
                .orElseGet(() -> atTheSocket(path, failure));
    }

    private static Optional<Obstacle> atTheName(SocketPath path) {
        try {
            return PathInspector.at(path.file());
        } catch (AccessDeniedException e) {
            return Optional.of(new Obstacle(
                    Cause.DENIED_DIRECTORY,
                    "this process (" + Identity.current() + ") may not search the way to " + e.getFile()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String advice(Cause cause) {
        return switch (cause) {
            case NO_FILE -> "start the server, or mount the directory that it serves in";
            case IS_DIRECTORY ->
                "remove it and mount its parent, as container engines make one where a path did not exist";
            case NO_DIRECTORY -> "make it, or mount the volume that holds it";
            case DENIED_DIRECTORY -> "run as its owner or in its group";
            case SYMLINK_DANGLING, SYMLINK_LOOP -> "mend the link, or name the socket itself with --socket";
            default -> "name a socket with --socket";
        };
    }

    private static EchoFailed atTheSocket(SocketPath path, IOException failure) {
        String words = String.valueOf(failure.getMessage());
        if (failure instanceof ConnectException) {
            return new EchoFailed(
                    Cause.STALE, path, "nobody listens there any more, the file is stale; start its server again");
        }
        if (failure instanceof BindException) {
            return denied(path);
        }
        if (words.contains("Too many open files")) {
            return new EchoFailed(
                    Cause.NO_DESCRIPTORS, path, "this process is out of file descriptors; raise its limit (ulimit -n)");
        }
        if (words.contains("wrong type")) {
            return new EchoFailed(
                    Cause.WRONG_TYPE,
                    path,
                    "a datagram or seqpacket socket is there; name a stream socket with --socket");
        }
        return new EchoFailed(
                Cause.DENIED_POLICY, path, "the kernel says \"" + words + "\"; look for a security module's rule");
    }

    private static EchoFailed denied(SocketPath path) {
        return new EchoFailed(
                Cause.DENIED_FILE,
                path,
                "this process (" + Identity.current() + ") may not write to the socket"
                        + PathInspector.access(path.file())
                        + "; join its group, or have its server set echo.socket.mode or echo.socket.group");
    }
}
