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
 * A socket of ours under the name where clients connect, from its publication to its withdrawal. It knows its file by
 * the inode: what else comes to have the name is somebody else's, and is never touched.
 */
public final class PublishedSocket {
    private final SocketPath path;
    private final Birth birth;

    /** A look at the path for a socket that may be replaced. */
    public interface Look {
        /**
         * What may be replaced there, or empty if the name is free.
         *
         * @throws SocketPathException if something is there that may not be
         */
        Optional<DirectoryEntry> at(SocketPath path) throws SocketPathException;
    }

    /** A connect through a name. */
    public interface Proof {
        /** Whether it came to the listener that was published. Blocks, for a limited time. */
        boolean reaches(Path name) throws IOException;
    }

    private PublishedSocket(SocketPath path, Birth birth) {
        this.path = path;
        this.birth = birth;
    }

    /**
     * Looks whether a path may be taken: nothing is there, or a socket that nobody listens on any more.
     *
     * @return that dead socket, or empty if the name is free
     * @throws SocketPathException if anything else is there, or the directory may not be searched
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
     * Looks at the socket of a predecessor, which is alive until its successor has the name.
     *
     * @return that socket, or empty if the name is free
     * @throws SocketPathException if anything but a socket is there, or the directory may not be searched
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
     * Requires that the socket at the path could be replaced by this process, also one that is alive.
     *
     * @throws SocketPathException if the sticky bit of its directory keeps this process from that
     */
    public static void requireReplaceable(SocketPath path) throws SocketPathException {
        requireReplaceable(path, ProcessContext.current());
    }

    static void requireReplaceable(SocketPath path, ProcessContext who) throws SocketPathException {
        try {
            Optional<DirectoryEntry> directory = DirectoryEntry.behind(path.directory());
            Optional<DirectoryEntry> socket = DirectoryEntry.at(path.file());
            if (directory.isPresent() && socket.isPresent() && who.isStoppedBySticky(directory.get(), socket.get())) {
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
     * Gives a listening socket its permission, then its final name, in one step that nobody can see half of. A file system may
     * give a hard link another inode, as bindfs does, and then the name leads to no listener: such a link is taken away, and
     * the socket is renamed.
     *
     * @param look finds the socket that the name may be taken from: {@link #findStale} or {@link #findSocket}
     * @param proof whether the name leads to the listener
     * @throws SocketPathException if the permission or the name is not to be had, or somebody else has just taken the name, or it does
     *     not lead to the listener
     */
    public static PublishedSocket publish(StagingDirectory staged, SocketPermissions permission, Look look, Proof proof)
            throws SocketPathException {
        SocketPath path = staged.path();
        Optional<DirectoryEntry> replaceable = look.at(path);
        Birth bound = permit(staged, permission);
        try {
            Optional<PublishedSocket> linked = replaceable.isEmpty() ? link(staged, bound, proof) : Optional.empty();
            if (linked.isPresent()) {
                return linked.get();
            }
            rename(staged, replaceable, look);
            return proven(path, bound, proof).orElseThrow(() -> Refusals.nameLeadsNowhere(path));
        } catch (FileAlreadyExistsException e) {
            throw Refusals.appeared(path);
        } catch (IOException e) {
            throw FileSystemRefusal.of(path, e);
        }
    }

    private static Birth permit(StagingDirectory staged, SocketPermissions permission) throws SocketPathException {
        try {
            Birth bound = staged.birth();
            permission.grant(staged.socket(), bound.inode());
            return bound;
        } catch (IOException e) {
            throw Refusals.permissionDenied(staged.path(), permission, e);
        }
    }

    /** link(2) never replaces, where rename(2) would; the few file systems without hard links get a rename. */
    private static Optional<PublishedSocket> link(StagingDirectory staged, Birth bound, Proof proof)
            throws IOException {
        try {
            Files.createLink(staged.path().file(), staged.socket());
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException noHardLinks) {
            return Optional.empty();
        }
        return proven(staged.path(), bound, proof);
    }

    /** Looks once more, just before: only what is unchanged is replaced. */
    private static void rename(StagingDirectory staged, Optional<DirectoryEntry> found, Look look)
            throws IOException, SocketPathException {
        if (!look.at(staged.path()).equals(found)) {
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

    /** The published file; or nothing if its name leads to no listener, and then it is gone again. */
    private static Optional<PublishedSocket> proven(SocketPath path, Birth bound, Proof proof) throws IOException {
        Birth published = Birth.at(path.file())
                .filter(bound::isOfTheSameSocket)
                .orElseThrow(() -> new FileAlreadyExistsException(path.toString()));
        boolean reached = false;
        try {
            reached = proof.reaches(path.file());
        } finally {
            if (!reached && Birth.at(path.file()).equals(Optional.of(published))) {
                Files.delete(path.file());
            }
        }
        return reached ? Optional.of(new PublishedSocket(path, published)) : Optional.empty();
    }

    /**
     * Looks what the name leads to now.
     *
     * @throws IOException if a directory of the path may not be searched, or is none
     */
    public PathState state() throws IOException {
        Optional<Inode> found = DirectoryEntry.at(path.file()).map(DirectoryEntry::inode);
        if (found.isEmpty()) {
            return PathState.MISSING;
        }
        return found.get().equals(birth.inode()) ? PathState.OURS : PathState.FOREIGN;
    }

    /**
     * Takes the name back, if it still leads to this socket; nothing else is ever deleted. The listener must still be
     * open, or another file could have been given the inode's number.
     *
     * @return whether the name was ours to take back
     */
    public boolean withdraw() throws IOException {
        if (state() != PathState.OURS) {
            return false;
        }
        return Files.deleteIfExists(path.file());
    }

    /** Which file it is. */
    public Birth birth() {
        return birth;
    }
}
