package dev.udsecho.path;

import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Inode;
import dev.udsecho.os.DirectoryEntry.Kind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A socket of this process under the name where clients connect, from its publication to its withdrawal. The file is
 * identified by its inode: another file that takes the name belongs to others, and is never touched.
 */
public final class PublishedSocket {
    private final SocketPath path;
    private final SocketIdentity identity;

    /** Checks whether the socket at a path may be replaced. */
    public interface TargetCheck {
        /**
         * Returns the socket that may be replaced, or empty if the name is free.
         *
         * @throws SocketPathException if a file is there that may not be replaced
         */
        Optional<DirectoryEntry> at(SocketPath path) throws SocketPathException;
    }

    /** Verifies by a connect that a name leads to a listener. */
    public interface ReachCheck {
        /** Returns whether a connect through the name reaches the published listener. Blocks for a limited time. */
        boolean reaches(Path name) throws IOException;
    }

    private PublishedSocket(SocketPath path, SocketIdentity identity) {
        this.path = path;
        this.identity = identity;
    }

    /**
     * Checks that a path is free, or holds a socket without a listener.
     *
     * @return the dead socket, or empty if the name is free
     * @throws SocketPathException if any other file is there, or the directory may not be searched
     */
    public static Optional<DirectoryEntry> findStale(SocketPath path) throws SocketPathException {
        try {
            Optional<DirectoryEntry> found = DirectoryEntry.at(path.file());
            if (found.isPresent()) {
                requireDead(path, found.get());
            }
            return found;
        } catch (IOException e) {
            throw FileSystemRefusal.of(path, e);
        }
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
            if (found.isPresent() && found.get().kind() != Kind.SOCKET) {
                throw Refusals.occupied(path, found.get().kind());
            }
            return found;
        } catch (IOException e) {
            throw FileSystemRefusal.of(path, e);
        }
    }

    /**
     * Requires that this process could replace the socket at the path, even while it is alive.
     *
     * @throws SocketPathException if the directory's sticky bit prevents the replacement
     */
    public static void requireReplaceable(SocketPath path) throws SocketPathException {
        requireReplaceable(path, ProcessContext.current());
    }

    static void requireReplaceable(SocketPath path, ProcessContext who) throws SocketPathException {
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

    private static void requireDead(SocketPath path, DirectoryEntry found) throws IOException, SocketPathException {
        if (found.kind() != Kind.SOCKET) {
            throw Refusals.occupied(path, found.kind());
        }
        ListenerProbe owner = ListenerProbe.of(path.file());
        switch (owner.state()) {
            case LIVE -> throw Refusals.inUse(path, owner.server(), "");
            case OTHER_TYPE -> throw Refusals.wrongType(path);
            case DENIED -> throw Refusals.connectDenied(path, found);
            case DEAD -> {}
        }
    }

    /**
     * Applies the permissions to a listening socket, then gives it its final name in one atomic step. A file system may
     * give a hard link another inode, as bindfs does, and the name then leads to no listener. Such a link is removed,
     * and the socket is renamed instead.
     *
     * @param check finds the socket that may be replaced: {@link #findStale} or {@link #findSocket}
     * @param reach checks whether the name leads to the listener
     * @throws SocketPathException if the permissions or the name cannot be set, another process has just taken the
     *     name, or the name does not lead to the listener
     */
    public static PublishedSocket publish(
            StagingDirectory staged, SocketPermissions permission, TargetCheck check, ReachCheck reach)
            throws SocketPathException {
        SocketPath path = staged.path();
        Optional<DirectoryEntry> replaceable = check.at(path);
        SocketIdentity bound = applyPermissions(staged, permission);
        try {
            Optional<PublishedSocket> linked = replaceable.isEmpty() ? link(staged, bound, reach) : Optional.empty();
            if (linked.isPresent()) {
                return linked.get();
            }
            rename(staged, replaceable, check);
            return verified(path, bound, reach).orElseThrow(() -> Refusals.nameLeadsNowhere(path));
        } catch (FileAlreadyExistsException e) {
            throw Refusals.appeared(path);
        } catch (IOException e) {
            throw FileSystemRefusal.of(path, e);
        }
    }

    private static SocketIdentity applyPermissions(StagingDirectory staged, SocketPermissions permission)
            throws SocketPathException {
        try {
            SocketIdentity bound = staged.identity();
            permission.applyTo(staged.socket(), bound.inode());
            return bound;
        } catch (IOException e) {
            throw Refusals.permissionDenied(staged.path(), permission, e);
        }
    }

    /**
     * Links the socket to its final name. link(2) never replaces a file, unlike rename(2). Returns empty on the few
     * file systems without hard links, where the socket is renamed instead.
     */
    private static Optional<PublishedSocket> link(StagingDirectory staged, SocketIdentity bound, ReachCheck reach)
            throws IOException {
        try {
            Files.createLink(staged.path().file(), staged.socket());
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException noHardLinks) {
            return Optional.empty();
        }
        return verified(staged.path(), bound, reach);
    }

    /**
     * Renames the socket to its final name. Checks the name once more just before, and replaces a file only if it is
     * unchanged.
     */
    private static void rename(StagingDirectory staged, Optional<DirectoryEntry> found, TargetCheck check)
            throws IOException, SocketPathException {
        if (!check.at(staged.path()).equals(found)) {
            throw Refusals.appeared(staged.path());
        }
        try {
            Files.move(staged.socket(), staged.path().file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (found.isPresent()) {
                throw Refusals.replaceDenied(staged.path(), found.get(), e);
            }
            throw e;
        }
    }

    /** Returns the published file, or removes the name and returns empty if the name leads to no listener. */
    private static Optional<PublishedSocket> verified(SocketPath path, SocketIdentity bound, ReachCheck reach)
            throws IOException {
        SocketIdentity published = SocketIdentity.at(path.file())
                .filter(bound::isOfTheSameSocket)
                .orElseThrow(() -> new FileAlreadyExistsException(path.toString()));
        boolean reached = false;
        try {
            reached = reach.reaches(path.file());
        } finally {
            if (!reached && SocketIdentity.at(path.file()).equals(Optional.of(published))) {
                Files.delete(path.file());
            }
        }
        return reached ? Optional.of(new PublishedSocket(path, published)) : Optional.empty();
    }

    /**
     * Returns what the name leads to now.
     *
     * @throws IOException if a directory of the path may not be searched, or is not a directory
     */
    public PathState state() throws IOException {
        Optional<Inode> found = DirectoryEntry.at(path.file()).map(DirectoryEntry::inode);
        if (found.isEmpty()) {
            return PathState.MISSING;
        }
        return found.get().equals(identity.inode()) ? PathState.OURS : PathState.FOREIGN;
    }

    /**
     * Removes the name if it still leads to this socket; no other file is ever deleted. The listener must still be
     * open, since otherwise another file could have the inode's number.
     *
     * @return whether the name led to this socket and was removed
     */
    public boolean withdraw() throws IOException {
        if (state() != PathState.OURS) {
            return false;
        }
        return Files.deleteIfExists(path.file());
    }

    /** Returns the identity of the socket file. */
    public SocketIdentity identity() {
        return identity;
    }
}
