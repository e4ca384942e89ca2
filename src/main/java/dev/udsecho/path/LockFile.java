package dev.udsecho.path;

import dev.udsecho.os.DescriptorPath;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Inode;
import dev.udsecho.os.DirectoryEntry.Kind;
import dev.udsecho.os.Identity;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lock file beside a socket. Each of its ranges is held by one process on this kernel at a time, across containers: they
 * are POSIX record locks, so they end with the process, whatever ends that.
 *
 * <p>Closing any channel on the file drops all locks that the process has on it
 * (<a href="https://man7.org/linux/man-pages/man2/fcntl_locking.2.html">fcntl_locking(2)</a>), so one is closed only when
 * no other is in use here. The file is never deleted, for a lock on a deleted file excludes nobody.
 */
final class LockFile implements Closeable {
    /** All that are in use in this process. */
    private static final List<LockFile> IN_USE = new ArrayList<>();

    private final Path file;
    private final FileChannel channel;
    private final Optional<Inode> inode;
    private final Map<Range, FileLock> held = new EnumMap<>(Range.class);

    /** One byte each, at the position of its number. */
    enum Range {
        /** Who may publish the path. */
        OWNER,
        /** Who may become the owner; so whether anybody waits has a sure answer. */
        NEXT,
        /** Who was the owner, and still serves the name that its successor is about to take. */
        LEAVING
    }

    private LockFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.inode = DirectoryEntry.at(file).map(DirectoryEntry::inode);
    }

    /**
     * Opens it, or makes it.
     *
     * @throws SocketPathException if something else is there, or it cannot be made or written
     */
    static LockFile open(SocketPath path, SocketPermissions permission) throws SocketPathException {
        try {
            Optional<DirectoryEntry> found = DirectoryEntry.at(path.lockFile());
            if (found.isPresent() && found.get().kind() != Kind.FILE) {
                throw Refusals.lockIsNoFile(path, found.get().kind());
            }
            LockFile file = new LockFile(
                    path.lockFile(), LockChannel.open(path, permission.toLock().mode()));
            synchronized (IN_USE) {
                IN_USE.add(file);
            }
            return file;
        } catch (IOException e) {
            throw FileSystemRefusal.of(path, e);
        }
    }

    /** Takes a range, and tells whether this has it now: nobody else has. */
    synchronized boolean tryLock(Range range) throws IOException {
        if (held.containsKey(range)) {
            return true;
        }
        try {
            Optional<FileLock> lock = Optional.ofNullable(channel.tryLock(range.ordinal(), 1, false));
            lock.ifPresent(taken -> held.put(range, taken));
            return lock.isPresent();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    /** Lets a range go, if it has it. */
    synchronized void release(Range range) throws IOException {
        FileLock lock = held.remove(range);
        if (lock != null) {
            lock.release();
        }
    }

    /**
     * Gives the file the permission to lock it, as whoever may own the socket next must be able to. A file with content is none
     * that this program made, and one of another owner stays as that owner made it.
     */
    void share(SocketPermissions permission) throws IOException {
        Optional<DirectoryEntry> ours = DirectoryEntry.at(file)
                .filter(entry -> entry.kind() == Kind.FILE
                        && entry.owner().equals(Identity.current().uid()))
                .filter(entry -> inode.equals(Optional.of(entry.inode())));
        if (ours.isPresent() && channel.size() == 0) {
            share(permission.toLock(), ours.get().inode());
        }
    }

    /** By its descriptor: in a directory where others may rename files, a link may have its name by now. */
    private static void share(SocketPermissions permission, Inode lockFile) throws IOException {
        Optional<Path> opened = DescriptorPath.of(lockFile);
        if (opened.isPresent()) {
            try {
                permission.grant(opened.get(), lockFile);
            } catch (FileSystemException groupThatIsNotOurs) {
                return;
            }
        }
    }

    /** Whether it still has its name: a lock on a file that somebody deleted excludes nobody. */
    boolean isStanding() throws IOException {
        return inode.isPresent() && inode.get().isAt(file);
    }

    /** Whether another file has its name by now. */
    boolean isReplaced() throws IOException {
        return DirectoryEntry.at(file)
                .filter(found -> !inode.equals(Optional.of(found.inode())))
                .isPresent();
    }

    /** Lets all ranges go. */
    @Override
    public synchronized void close() throws IOException {
        for (Range range : Range.values()) {
            release(range);
        }
        synchronized (IN_USE) {
            IN_USE.remove(this);
            if (IN_USE.stream().anyMatch(other -> other.inode.equals(inode))) {
                LockChannel.keepOpen(channel);
            } else {
                channel.close();
            }
        }
    }
}
