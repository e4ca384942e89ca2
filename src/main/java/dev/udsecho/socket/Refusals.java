package dev.udsecho.socket;

import static dev.udsecho.socket.PathRefused.orElsewhere;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.DirectoryEntry;
import dev.udsecho.diagnosis.DirectoryEntry.Kind;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.Mount;
import dev.udsecho.diagnosis.Mounts;
import dev.udsecho.diagnosis.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What a refusal to serve on a path says where its {@link Cause} alone does not say it: what it is about, and what to do. */
final class Refusals {
    private Refusals() {}

    /** Something other than a socket has the name; it is left as it is. */
    static PathRefused occupied(SocketPath path, Kind kind) {
        return orElsewhere(path, kind == Kind.DIRECTORY ? Cause.IS_DIRECTORY.found() : Cause.NOT_A_SOCKET.found(kind));
    }

    static PathRefused appeared(SocketPath path) {
        return orElsewhere(
                path,
                Cause.IN_USE
                        .saying("somebody else took the name during the start")
                        .advising("start again"));
    }

    static PathRefused inUse(SocketPath path, String server, String waited) {
        return orElsewhere(path, Cause.IN_USE.found(server, waited));
    }

    static PathRefused locked(SocketPath path, String holder, String waited) {
        return orElsewhere(path, Cause.LOCKED.found(holder, path.lockFile(), waited));
    }

    static PathRefused lockIsNoFile(SocketPath path, Kind kind) {
        return orElsewhere(
                path,
                Cause.LOCKED
                        .saying("its lock file " + path.lockFile() + " is " + kind)
                        .advising("move it away"));
    }

    static PathRefused lockOpensLate(SocketPath path, Duration limit) {
        return orElsewhere(
                path,
                Cause.LOCKED
                        .saying("its lock file " + path.lockFile() + " could not be opened within " + limit.toSeconds()
                                + "s: another process may hold a lease on it (fcntl(2), F_SETLEASE), or its file system"
                                + " does not answer")
                        .advising("stop that process"));
    }

    static PathRefused lockDenied(SocketPath path, DirectoryEntry lockFile) {
        return new AccessRefusal(path, Surroundings.current()).toLock(lockFile);
    }

    static PathRefused connectDenied(SocketPath path, DirectoryEntry socket) {
        return new AccessRefusal(path, Surroundings.current()).toConnect(socket);
    }

    static PathRefused replaceDenied(SocketPath path, DirectoryEntry socket, IOException failure) {
        return new AccessRefusal(path, Surroundings.current()).toReplace(socket, failure);
    }

    static PathRefused wrongType(SocketPath path) {
        return orElsewhere(path, Cause.WRONG_TYPE.found());
    }

    static PathRefused permissionDenied(SocketPath path, Permission permission, IOException failure) {
        return new PermissionRefusal(path, permission, Surroundings.current()).of(failure);
    }

    /** A name there leads to no listener, whatever was done to give it one. */
    static PathRefused nameLeadsNowhere(SocketPath path) {
        return noSocketsHere(path, "a connect to the name does not come to its listener");
    }

    static PathRefused noSocketsHere(SocketPath path, String words) {
        Path directory = path.directory();
        return orElsewhere(path, noSocketsIn(directory, Mounts.current().of(directory), " (" + words + ")"));
    }

    /** With what the kernel said of it in parentheses after a blank, if that was about the socket. */
    static Finding noSocketsIn(Path directory, Optional<Mount> mount, String said) {
        String type = mount.map(on -> ", " + on.type() + ",").orElse("");
        return Cause.NO_SOCKETS_HERE.found(directory, type, said);
    }
}
