package dev.udsecho.path;

import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.FileKind;
import dev.udsecho.os.ListenerProbe;
import java.io.IOException;
import java.util.Optional;

/** Finds what has the name of a socket that is to be published, and refuses what may not be replaced. */
public final class PublishTarget {
    private PublishTarget() {}

    /** Checks whether the file at a path may be replaced: {@link #findStale} or {@link #findSocket}. */
    public interface Check {
        /**
         * Returns the socket that may be replaced, or empty if the name is free.
         *
         * @throws SocketPathException if a file is there that may not be replaced
         */
        Optional<DirectoryEntry> at(SocketPath path) throws SocketPathException;
    }

    /**
     * Checks that a path is free, or holds a socket without a listener.
     *
     * @return the dead socket, or empty if the name is free
     * @throws SocketPathException if any other file is there, or the directory may not be searched
     */
    public static Optional<DirectoryEntry> findStale(SocketPath path) throws SocketPathException {
        Optional<DirectoryEntry> found = findSocket(path);
        if (found.isPresent()) {
            requireDead(path, found.get());
        }
        return found;
    }

    /**
     * Finds the socket of a predecessor, which stays alive until its successor has the name.
     *
     * @return the socket, or empty if the name is free
     * @throws SocketPathException if a file other than a socket is there, or the directory may not be searched
     */
    public static Optional<DirectoryEntry> findSocket(SocketPath path) throws SocketPathException {
        try {
            Optional<DirectoryEntry> found = DirectoryEntry.at(path.file());
            if (found.isPresent() && found.get().kind() != FileKind.SOCKET) {
                throw Refusals.occupied(path, found.get().kind());
            }
            return found;
        } catch (IOException e) {
            throw FileSystemRefusal.of(path, e);
        }
    }

    private static void requireDead(SocketPath path, DirectoryEntry socket) throws SocketPathException {
        try {
            ListenerProbe owner = ListenerProbe.of(path.file());
            switch (owner.state()) {
                case LIVE -> throw Refusals.inUse(path, owner.server(), "");
                case OTHER_TYPE -> throw Refusals.wrongType(path);
                case DENIED -> throw new AccessRefusal(path, ProcessContext.current()).toConnect(socket);
                case DEAD -> {}
            }
        } catch (IOException e) {
            throw FileSystemRefusal.of(path, e);
        }
    }

    /**
     * Requires that a process could replace the socket at the path, even while it is alive.
     *
     * @throws SocketPathException if the directory's sticky bit prevents the replacement
     */
    public static void requireReplaceable(SocketPath path, ProcessContext who) throws SocketPathException {
        try {
            Optional<DirectoryEntry> directory = DirectoryEntry.follow(path.directory());
            Optional<DirectoryEntry> socket = DirectoryEntry.at(path.file());
            if (directory.isPresent() && socket.isPresent() && who.isBlockedBySticky(directory.get(), socket.get())) {
                throw new AccessRefusal(path, who).toReplace(socket.get(), new IOException("its directory is sticky"));
            }
        } catch (IOException e) {
            throw FileSystemRefusal.of(path, e);
        }
    }
}
