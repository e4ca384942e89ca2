package dev.udsecho.path;

import static dev.udsecho.path.SocketPathException.orElsewhere;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.os.FileKind;
import dev.udsecho.path.SocketPathException.Setting;
import java.time.Duration;

/**
 * Builds the exceptions of a refusal to serve on a path, with facts and advice where the {@link Cause} alone has too
 * few.
 */
final class Refusals {
    private Refusals() {}

    /** A file other than a socket has the name; it is left unchanged. */
    static SocketPathException occupied(SocketPath path, FileKind kind) {
        return orElsewhere(
                path, kind == FileKind.DIRECTORY ? Cause.IS_DIRECTORY.found() : Cause.NOT_A_SOCKET.found(kind));
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

    static SocketPathException wrongType(SocketPath path) {
        return orElsewhere(path, Cause.WRONG_TYPE.found());
    }

    static SocketPathException lockIsNoFile(SocketPath path, FileKind kind) {
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
}
