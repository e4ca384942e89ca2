package dev.udsecho.path;

import static dev.udsecho.path.SocketPathException.orElsewhere;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Kind;
import dev.udsecho.os.Mount;
import dev.udsecho.os.Mounts;
import dev.udsecho.path.SocketPathException.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Builds the exceptions of a refusal to serve on a path, with facts and advice where the {@link Cause} alone has too
 * few.
 */
final class Refusals {
    private Refusals() {}

    /** A file other than a socket has the name; it is left unchanged. */
    static SocketPathException occupied(SocketPath path, Kind kind) {
        return orElsewhere(path, kind == Kind.DIRECTORY ? Cause.IS_DIRECTORY.found() : Cause.NOT_A_SOCKET.found(kind));
    }

    static SocketPathException appeared(SocketPath path) {
        return orElsewhere(
                path,
                Cause.IN_USE
                        .saying("another process took the name during the start")
                        .advising("start again"));
    }

    static SocketPathException inUse(SocketPath path, String server, String waited) {
        return orElsewhere(path, Cause.IN_USE.found(server, waited), ifWaited(waited));
    }

    static SocketPathException locked(SocketPath path, String holder, String waited) {
        return orElsewhere(path, Cause.LOCKED.found(holder, path.lockFile(), waited), ifWaited(waited));
    }

    private static Setting[] ifWaited(String waited) {
        return waited.isEmpty() ? new Setting[0] : new Setting[] {Setting.STANDBY};
    }

    static SocketPathException lockIsNoFile(SocketPath path, Kind kind) {
        return orElsewhere(
                path,
                Cause.LOCKED
                        .saying("its lock file " + path.lockFile() + " is " + kind)
                        .advising("move it away"));
    }

    static SocketPathException lockOpensLate(SocketPath path, Duration limit) {
        return orElsewhere(
                path,
                Cause.LOCKED
                        .saying("its lock file " + path.lockFile() + " could not be opened within " + limit.toSeconds()
                                + "s: another process may hold a lease on it (fcntl(2), F_SETLEASE), or its file system"
                                + " does not answer")
                        .advising("stop that process"));
    }

    static SocketPathException lockDenied(SocketPath path, DirectoryEntry lockFile) {
        return new AccessRefusal(path, ProcessContext.current()).toLock(lockFile);
    }

    static SocketPathException connectDenied(SocketPath path, DirectoryEntry socket) {
        return new AccessRefusal(path, ProcessContext.current()).toConnect(socket);
    }

    static SocketPathException replaceDenied(SocketPath path, DirectoryEntry socket, IOException failure) {
        return new AccessRefusal(path, ProcessContext.current()).toReplace(socket, failure);
    }

    static SocketPathException wrongType(SocketPath path) {
        return orElsewhere(path, Cause.WRONG_TYPE.found());
    }

    static SocketPathException permissionDenied(SocketPath path, SocketPermissions permission, IOException failure) {
        return new PermissionRefusal(path, permission, ProcessContext.current()).of(failure);
    }

    /** A name in this directory leads to no listener, whether linked or renamed. */
    static SocketPathException nameLeadsNowhere(SocketPath path) {
        return noSocketsHere(path, "a connect to the name does not come to its listener");
    }

    static SocketPathException noSocketsHere(SocketPath path, String words) {
        Path directory = path.directory();
        return orElsewhere(path, noSocketsIn(directory, Mounts.current().of(directory), " (" + words + ")"));
    }

    /**
     * Returns the finding that a directory cannot hold sockets. The detail is the kernel's text in parentheses after a
     * space, or empty if the kernel did not refuse the socket.
     */
    static Finding noSocketsIn(Path directory, Optional<Mount> mount, String said) {
        String type = mount.map(on -> ", " + on.type() + ",").orElse("");
        return Cause.NO_SOCKETS_HERE.found(directory, type, said);
    }
}
