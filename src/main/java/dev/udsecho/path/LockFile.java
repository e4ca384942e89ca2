package dev.udsecho.path;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Inode;
import dev.udsecho.os.FileKind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lock file beside a socket. Each of its ranges is held by one process on this kernel at a time, across containers.
 * The ranges are POSIX record locks, so the kernel releases them when the process exits for any reason.
 *
 * <p>Closing any channel on the file drops all locks that the process has on it (<a
 * href="https://man7.org/linux/man-pages/man2/fcntl_locking.2.html">fcntl_locking(2)</a>). A channel is therefore
 * closed only when no other channel on the file is in use in this process. The file is never deleted, since a lock on a
 * deleted file excludes no other process.
 */
final class LockFile implements Closeable {
    /** The lock files that are in use in this process. */
    private static final List<LockFile> OPEN_FILES = new ArrayList<>();

    private final Path file;
    private final FileChannel channel;
    private final Optional<Inode> inode;
    private final Map<Range, FileLock> held = new EnumMap<>(Range.class);

    /** A range of one byte, at the offset of its ordinal. */
    enum Range {
        /** Held by the process that may publish the path. */
        OWNER,
        /** Held by the process that may become the owner next. It proves whether another process waits. */
        NEXT_IN_LINE,
        /** Held by the former owner while it still serves the name that its successor is about to take. */
        LEAVING
    }

    private LockFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.inode = DirectoryEntry.at(file).map(DirectoryEntry::inode);
    }

    /**
     * Opens the lock file, or creates it.
     *
     * @throws SocketPathException if another kind of file is there, or the file cannot be created or written
     */
    static LockFile open(SocketPath path, SocketPermissions permission) throws SocketPathException {
        try {
            Optional<DirectoryEntry> found = DirectoryEntry.at(path.lockFile());
            if (found.isPresent() && found.get().kind() != FileKind.FILE) {
                throw Refusals.lockIsNoFile(path, found.get().kind());
            }
            LockFile file = new LockFile(
                    path.lockFile(),
                    LockChannel.open(path, permission.forLockFile().mode()));
            synchronized (OPEN_FILES) {
                OPEN_FILES.add(file);
            }
            return file;
        } catch (IOException e) {
            throw FileSystemRefusal.of(path, e);
        }
    }

    /** Tries to lock a range, and returns whether this object holds it now. Does not block. */
    synchronized boolean tryLock(Range range) throws IOException {
        if (held.containsKey(range)) {
            return true;
        }
        try {
            FileLock lock = channel.tryLock(range.ordinal(), 1, false);
            if (lock != null) {
                held.put(range, lock);
            }
            return lock != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    /** Releases a range if this object holds it. */
    synchronized void release(Range range) throws IOException {
        FileLock lock = held.remove(range);
        if (lock != null) {
            lock.release();
        }
    }

    /**
     * Grants permission to lock the file to all users who may own the socket next. A file with content was not created
     * by this program and stays unchanged.
     */
    void grantLocking(SocketPermissions permissions) throws IOException {
        if (inode.isPresent() && channel.size() == 0) {
            permissions.forLockFile().grantIfOwn(file, inode.get());
        }
    }

    /** Returns whether the file still has its name. A lock on a deleted file excludes no other process. */
    boolean stillLinked() throws IOException {
        return inode.isPresent() && inode.get().isAt(file);
    }

    /** Returns whether another file has taken the name. */
    boolean isReplaced() throws IOException {
        return DirectoryEntry.at(file)
                .filter(found -> !inode.equals(Optional.of(found.inode())))
                .isPresent();
    }

    /** Releases all ranges. */
    @Override
    public synchronized void close() throws IOException {
        for (Range range : Range.values()) {
            release(range);
        }
        synchronized (OPEN_FILES) {
            OPEN_FILES.remove(this);
            if (OPEN_FILES.stream().anyMatch(other -> other.inode.equals(inode))) {
                LockChannel.keepOpen(channel);
            } else {
                channel.close();
            }
        }
    }
}
