package dev.udsecho.path;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.ListenerProbe;
import dev.udsecho.os.LockHolder;
import dev.udsecho.path.LockFile.Range;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * The lock on a path, which one process on this kernel holds at a time, with a range for the next in line. A process
 * that wants the path takes that range first. An owner that leaves can thus detect a waiting process reliably, and no
 * other process can come between the owner and its successor.
 */
public final class SocketLock implements Closeable {
    private final SocketPath path;
    private final SocketPermissions permissions;
    private final LockFile file;

    private SocketLock(SocketPath path, SocketPermissions permissions) throws SocketPathException {
        this.path = path;
        this.permissions = permissions;
        this.file = LockFile.open(path, permissions);
    }

    /**
     * Claims a path without waiting. The next-in-line range is kept until {@link #releaseNextInLine}.
     *
     * @throws SocketPathException if another process owns the path or waits for it, or the lock file cannot be created
     *     or opened
     */
    public static SocketLock claim(SocketPath path, SocketPermissions permissions) throws SocketPathException {
        Optional<SocketLock> next = tryJoinQueue(path, permissions);
        if (next.isPresent() && next.get().takeOrClose(Range.OWNER)) {
            return next.get();
        }
        throw heldException(path, "");
    }

    /**
     * Tries to take the next-in-line range without waiting.
     *
     * @return the lock, on which {@link #tryAcquireOwnership} can be tried, or empty if another process waits
     * @throws SocketPathException if the lock file cannot be created or opened
     */
    public static Optional<SocketLock> tryJoinQueue(SocketPath path, SocketPermissions permissions)
            throws SocketPathException {
        SocketLock lock = new SocketLock(path, permissions);
        return lock.takeOrClose(Range.NEXT_IN_LINE) ? Optional.of(lock) : Optional.empty();
    }

    /** Tries to take a range. Closes this lock if that fails. */
    private boolean takeOrClose(Range range) throws SocketPathException {
        boolean taken = false;
        try {
            try {
                taken = range == Range.OWNER ? tryAcquireOwnership() : file.tryLock(range);
                return taken;
            } finally {
                if (!taken) {
                    close();
                }
            }
        } catch (IOException e) {
            throw FileSystemRefusal.of(path, e);
        }
    }

    /**
     * Returns the exception for a process that did not get the lock. It names the holder as far as the kernel reports
     * it.
     *
     * @param waited the waiting time, in words that begin with a space, or empty
     */
    public static SocketPathException heldException(SocketPath path, String waited) {
        try {
            String holder = DirectoryEntry.at(path.lockFile())
                    .map(DirectoryEntry::inode)
                    .map(LockHolder::of)
                    .orElse("a process");
            if (SocketIdentity.at(path.file()).isPresent()) {
                ListenerProbe owner = ListenerProbe.of(path.file());
                if (owner.state() == ListenerProbe.State.LIVE) {
                    return Refusals.inUse(path, owner.server() + ", " + holder + ",", waited);
                }
            }
            return Refusals.locked(path, holder, waited);
        } catch (IOException e) {
            return FileSystemRefusal.of(path, e);
        }
    }

    /** Returns the command line of the process that owns a path, or empty if there is none or the kernel hides it. */
    public static Optional<String> ownerCommand(SocketPath path) throws IOException {
        return DirectoryEntry.at(path.lockFile()).map(DirectoryEntry::inode).flatMap(LockHolder::command);
    }

    /** Tries to become the owner. The caller must hold the next-in-line range. */
    public boolean tryAcquireOwnership() throws IOException {
        boolean owner = file.tryLock(Range.OWNER);
        if (owner) {
            file.grantLocking(permissions);
        }
        return owner;
    }

    /** Releases the next-in-line range of the lock, once the owner is established. */
    public void releaseNextInLine() throws IOException {
        file.release(Range.NEXT_IN_LINE);
    }

    /**
     * Returns whether another process waits for the path. If none does, none can begin to wait until the lock is
     * closed.
     */
    public boolean hasWaiter() throws IOException {
        return !file.tryLock(Range.NEXT_IN_LINE);
    }

    /**
     * Lets the successor become the owner, and marks the name's socket as alive and replaceable.
     *
     * @return false if an earlier owner is still leaving; nothing is changed then
     */
    public boolean handOver() throws IOException {
        boolean leaving = file.tryLock(Range.LEAVING);
        if (leaving) {
            file.release(Range.OWNER);
        }
        return leaving;
    }

    /** Returns whether a predecessor has handed over and still serves the name. */
    public boolean isHandedOver() throws IOException {
        boolean isFree = file.tryLock(Range.LEAVING);
        file.release(Range.LEAVING);
        return !isFree;
    }

    /** Takes the ownership back after a hand-over, and returns whether no other process had taken it. */
    public boolean tryTakeBack() throws IOException {
        return file.tryLock(Range.OWNER);
    }

    /** Returns whether the lock file still has its name. A lock on a deleted file excludes no other process. */
    public boolean stillLinked() throws IOException {
        return file.stillLinked();
    }

    /** Returns whether another file has taken the lock file's name; another process may hold the lock on that file. */
    public boolean isReplaced() throws IOException {
        return file.isReplaced();
    }

    /** Releases the path for the next process to claim. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
