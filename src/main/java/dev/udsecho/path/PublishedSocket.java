package dev.udsecho.path;

import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Inode;
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
     * Applies the permissions to a listening socket, then gives it its final name in one atomic step. A file system may
     * give a hard link another inode, as bindfs does, and the name then leads to no listener. Such a link is removed,
     * and the socket is renamed instead.
     *
     * @param check finds the socket that may be replaced
     * @param reach checks whether the name leads to the listener
     * @throws SocketPathException if the permissions or the name cannot be set, another process has just taken the
     *     name, or the name does not lead to the listener
     */
    public static PublishedSocket publish(
            StagingDirectory staged, SocketPermissions permissions, PublishTarget.Check check, ReachCheck reach)
            throws SocketPathException {
        SocketPath path = staged.path();
        Optional<DirectoryEntry> replaceable = check.at(path);
        SocketIdentity bound = staged.permit(permissions);
        try {
            Optional<PublishedSocket> linked = replaceable.isEmpty() ? link(staged, bound, reach) : Optional.empty();
            if (linked.isPresent()) {
                return linked.get();
            }
            rename(staged, replaceable, check);
            return verified(path, bound, reach)
                    .orElseThrow(() -> FileSystemRefusal.noSocketsHere(
                            path, "a connect to the name does not come to its listener"));
        } catch (FileAlreadyExistsException e) {
            throw Refusals.appeared(path);
        } catch (IOException e) {
            throw FileSystemRefusal.of(path, e);
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
    private static void rename(StagingDirectory staged, Optional<DirectoryEntry> found, PublishTarget.Check check)
            throws IOException, SocketPathException {
        if (!check.at(staged.path()).equals(found)) {
            throw Refusals.appeared(staged.path());
        }
        try {
            Files.move(staged.socket(), staged.path().file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (found.isPresent()) {
                throw new AccessRefusal(staged.path(), ProcessContext.current()).toReplace(found.get(), e);
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
        return state() == PathState.OURS && Files.deleteIfExists(path.file());
    }

    /** Returns the identity of the socket file. */
    public SocketIdentity identity() {
        return identity;
    }
}
