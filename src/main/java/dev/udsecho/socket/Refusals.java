package dev.udsecho.socket;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.DirectoryEntry;
import dev.udsecho.diagnosis.DirectoryEntry.Kind;
import dev.udsecho.diagnosis.Identity;
import dev.udsecho.diagnosis.Mounts;
import dev.udsecho.diagnosis.Reason;
import java.io.IOException;
import java.nio.file.Path;

/** What a refusal to serve on a path says: one sentence for each cause, all in one place. */
final class Refusals {
    static final String ELSEWHERE = "or choose another path with echo.socket.path";

    private Refusals() {}

    /** Something other than a socket has the name; it is left as it is. */
    static PathRefused occupied(SocketPath path, Kind kind) {
        if (kind == Kind.DIRECTORY) {
            return new PathRefused(
                    Cause.IS_DIRECTORY,
                    path,
                    "a directory is there, as container engines make one for a mounted path that did not exist;"
                            + " remove it and mount its parent, " + ELSEWHERE);
        }
        return new PathRefused(Cause.NOT_A_SOCKET, path, kind + " is there; move it away, " + ELSEWHERE);
    }

    static PathRefused appeared(SocketPath path) {
        return new PathRefused(
                Cause.IN_USE, path, "somebody else took the name during the start; start again, " + ELSEWHERE);
    }

    static PathRefused inUse(SocketPath path, String server, String waited) {
        return new PathRefused(Cause.IN_USE, path, server + " answers there" + waited + "; stop it, " + ELSEWHERE);
    }

    static PathRefused locked(SocketPath path, String holder, String waited) {
        return new PathRefused(
                Cause.LOCKED, path, holder + " holds its lock " + path.lockFile() + waited + "; stop it, " + ELSEWHERE);
    }

    static PathRefused lockIsNoFile(SocketPath path, Kind kind) {
        return new PathRefused(
                Cause.LOCKED,
                path,
                "its lock file " + path.lockFile() + " is " + kind + "; move it away, " + ELSEWHERE);
    }

    static PathRefused lockDenied(SocketPath path, DirectoryEntry lockFile) {
        return new PathRefused(
                Cause.DENIED_FILE,
                path,
                "its lock file " + path.lockFile() + " (" + lockFile.access() + ") may not be written by this process ("
                        + Identity.current()
                        + "); run as its owner or in its group, see that its mode lets them write, "
                        + ELSEWHERE);
    }

    static PathRefused connectDenied(SocketPath path, DirectoryEntry socket) {
        return new PathRefused(
                Cause.DENIED_FILE,
                path,
                "whether a server lives there cannot be told, as the socket (" + socket.access()
                        + ") may not be connected to by this process (" + Identity.current()
                        + "); run as its owner or in its group, " + ELSEWHERE);
    }

    static PathRefused wrongType(SocketPath path) {
        return new PathRefused(
                Cause.WRONG_TYPE, path, "a datagram or seqpacket server is there; stop it, " + ELSEWHERE);
    }

    static PathRefused replaceDenied(SocketPath path, DirectoryEntry socket, IOException failure) {
        return new PathRefused(
                Cause.DENIED_FILE,
                path,
                "the socket there (" + socket.access() + ") may not be replaced by this process ("
                        + Identity.current() + "): " + Reason.of(failure) + "; remove it as its owner, or mount its"
                        + " directory if it is mounted by itself, " + ELSEWHERE);
    }

    static PathRefused permissionDenied(SocketPath path, Permission permission, IOException failure) {
        return new PathRefused(
                Cause.DENIED_FILE,
                path,
                "the socket cannot be given " + permission + " by this process (" + Identity.current() + "): "
                        + Reason.of(failure) + "; run it in that group, or choose another echo.socket.group");
    }

    static PathRefused noSocketsHere(SocketPath path, String words) {
        return new PathRefused(
                Cause.NO_SOCKETS_HERE,
                path,
                "the file system of " + path.directory() + fileSystemType(path.directory())
                        + " cannot hold a socket (" + words + "); use a volume of this kernel such as a tmpfs, "
                        + ELSEWHERE);
    }

    private static String fileSystemType(Path directory) {
        return Mounts.of(directory).map(mount -> ", " + mount.type() + ",").orElse("");
    }
}
