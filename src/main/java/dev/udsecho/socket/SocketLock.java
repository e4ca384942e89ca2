package dev.udsecho.socket;

import dev.udsecho.diagnosis.DirectoryEntry;
import dev.udsecho.diagnosis.DirectoryEntry.Inode;
import dev.udsecho.diagnosis.DirectoryEntry.Kind;
import dev.udsecho.diagnosis.Identity;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The right to a path: one process on this kernel holds it at a time, across containers. It is a POSIX record lock on
 * the first byte of the lock file, so it ends with the process, whatever ends that.
 *
 * <p>Closing any channel on the lock file drops the lock
 * (<a href="https://man7.org/linux/man-pages/man2/fcntl_locking.2.html">fcntl_locking(2)</a>): nothing else in this
 * process may open it. The file is never deleted, for a lock on a deleted file excludes nobody.
 */
public final class SocketLock implements Closeable {
    private static final long OWNER = 0;
    private static final long ONE_BYTE = 1;
    private static final Set<OpenOption> EXISTING = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);

    /** Channels on a file whose lock this process holds already: to close one, or to lose it, would drop that lock. */
    private static final Queue<FileChannel> KEPT_OPEN = new ConcurrentLinkedQueue<>();

    private final Path file;
    private final FileChannel channel;
    private final Optional<Inode> inode;

    private SocketLock(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.inode = DirectoryEntry.at(file).map(DirectoryEntry::inode);
    }

    /**
     * Claims a path, at once or not at all.
     *
     * @throws PathRefused if another process holds it, or the lock file cannot be made or opened
     */
    public static SocketLock claim(SocketPath path, Permission permission) throws PathRefused {
        try {
            Optional<DirectoryEntry> found = DirectoryEntry.at(path.lockFile());
            if (found.isPresent() && found.get().kind() != Kind.FILE) {
                throw Refusals.lockIsNoFile(path, found.get().kind());
            }
            return lock(path, open(path), permission);
        } catch (IOException e) {
            throw FileSystemRefusal.of(path, e);
        }
    }

    /**
     * Opens without creating first: in a sticky directory fs.protected_regular refuses O_CREAT on somebody else's file,
     * even to root (<a href="https://docs.kernel.org/admin-guide/sysctl/fs.html#protected-regular">sysctl/fs</a>).
     */
    private static FileChannel open(SocketPath path) throws IOException, PathRefused {
        try {
            return FileChannel.open(path.lockFile(), EXISTING);
        } catch (AccessDeniedException e) {
            throw Refusals.lockDenied(path, DirectoryEntry.at(path.lockFile()).orElseThrow(() -> e));
        } catch (NoSuchFileException e) {
            return create(path.lockFile());
        }
    }

    private static FileChannel create(Path lockFile) throws IOException {
        try {
            return FileChannel.open(lockFile, NEW);
        } catch (FileAlreadyExistsException e) {
            return FileChannel.open(lockFile, EXISTING);
        }
    }

    private static SocketLock lock(SocketPath path, FileChannel channel, Permission permission)
            throws IOException, PathRefused {
        try {
            if (channel.tryLock(OWNER, ONE_BYTE, false) == null) {
                throw held(path);
            }
            share(path.lockFile(), channel, permission);
            return new SocketLock(path.lockFile(), channel);
        } catch (OverlappingFileLockException e) {
            KEPT_OPEN.add(channel);
            throw held(path);
        } catch (PathRefused | IOException e) {
            channel.close();
            throw e;
        }
    }

    private static PathRefused held(SocketPath path) throws IOException {
        String holder = DirectoryEntry.at(path.lockFile())
                .map(DirectoryEntry::inode)
                .map(LockHolder::of)
                .orElse("a process");
        Optional<DirectoryEntry> found = DirectoryEntry.at(path.file());
        if (found.isPresent() && found.get().kind() == Kind.SOCKET) {
            OwnerProbe owner = OwnerProbe.of(path.file());
            if (owner.is(OwnerProbe.State.LIVE)) {
                return Refusals.inUse(path, owner.server() + ", " + holder + ",");
            }
        }
        return Refusals.locked(path, holder);
    }

    /**
     * Gives the lock file the socket's permission, as whoever may own the socket next must be able to lock it. A file
     * with content is none that this program made, and one of another owner stays as that owner made it.
     */
    private static void share(Path lockFile, FileChannel channel, Permission permission) throws IOException {
        Optional<DirectoryEntry> ours = DirectoryEntry.at(lockFile)
                .filter(entry -> entry.kind() == Kind.FILE)
                .filter(entry -> Identity.current().uid().equals(Integer.toUnsignedString(entry.uid())));
        if (ours.isEmpty() || channel.size() > 0) {
            return;
        }
        try {
            permission.grant(lockFile, ours.get().inode());
        } catch (FileSystemException groupThatIsNotOurs) {
            return;
        }
    }

    /** Whether the lock file still has its name: a lock on a file that somebody deleted excludes nobody. */
    public boolean isStanding() throws IOException {
        return inode.isPresent() && inode.get().isAt(file);
    }

    /** Lets the path go, for the next process to claim. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
