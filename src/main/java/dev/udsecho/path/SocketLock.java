package dev.udsecho.path;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Kind;
import dev.udsecho.path.LockFile.Range;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * The right to a path, which one process on this kernel has at a time, and the place of the next in line. Whoever wants
 * the path takes that place first. So an owner that leaves can tell for sure whether somebody waits, and nobody can come
 * between it and its successor.
 */
public final class SocketLock implements Closeable {
    private final SocketPermissions permission;
    private final LockFile file;

    private SocketLock(SocketPath path, SocketPermissions permission) throws SocketPathException {
        this.permission = permission;
        this.file = LockFile.open(path, permission);
    }

    /**
     * Claims a path, at once or not at all. The place of the next in line is kept until {@link #settle}.
     *
     * @throws SocketPathException if another process holds it or waits for it, or the lock file cannot be made or opened
     */
    public static SocketLock claim(SocketPath path, SocketPermissions permission) throws SocketPathException {
        SocketLock lock = queue(path, permission).orElseThrow(() -> held(path, ""));
        try {
            if (lock.advance()) {
                return lock;
            }
            lock.close();
        } catch (IOException e) {
            throw lock.closed(FileSystemRefusal.of(path, e));
        }
        throw held(path, "");
    }

    /**
     * Takes the place of the next in line, at once or not at all.
     *
     * @return the lock, on which {@link #advance} can be tried, or empty if somebody else waits
     * @throws SocketPathException if the lock file cannot be made or opened
     */
    public static Optional<SocketLock> queue(SocketPath path, SocketPermissions permission) throws SocketPathException {
        SocketLock lock = new SocketLock(path, permission);
        try {
            if (lock.file.tryLock(Range.NEXT)) {
                return Optional.of(lock);
            }
            lock.close();
            return Optional.empty();
        } catch (IOException e) {
            throw lock.closed(FileSystemRefusal.of(path, e));
        }
    }

    private SocketPathException closed(SocketPathException refused) {
        try {
            close();
        } catch (IOException e) {
            refused.addSuppressed(e);
        }
        return refused;
    }

    /**
     * The refusal for somebody who did not get it: it names the holder as far as the kernel does.
     *
     * @param waited how long this was waited for, in words that begin with a blank, or nothing
     */
    public static SocketPathException held(SocketPath path, String waited) {
        try {
            String holder = DirectoryEntry.at(path.lockFile())
                    .map(DirectoryEntry::inode)
                    .map(LockHolder::of)
                    .orElse("a process");
            Optional<DirectoryEntry> found = DirectoryEntry.at(path.file());
            if (found.isPresent() && found.get().kind() == Kind.SOCKET) {
                ListenerProbe owner = ListenerProbe.of(path.file());
                if (owner.is(ListenerProbe.State.LIVE)) {
                    return Refusals.inUse(path, owner.server() + ", " + holder + ",", waited);
                }
            }
            return Refusals.locked(path, holder, waited);
        } catch (IOException e) {
            return FileSystemRefusal.of(path, e);
        }
    }

    /** Becomes the owner, if nobody else is; only for the next in line. */
    public boolean advance() throws IOException {
        boolean owner = file.tryLock(Range.OWNER);
        if (owner) {
            file.share(permission);
        }
        return owner;
    }

    /** Gives the place of the next in line free, once the owner is established. */
    public void settle() throws IOException {
        file.release(Range.NEXT);
    }

    /** Whether somebody waits for the path. If nobody does, nobody can begin to until the lock is closed. */
    public boolean isAwaited() throws IOException {
        return !file.tryLock(Range.NEXT);
    }

    /**
     * Lets the successor become the owner, and tells it that the name's socket is this one's, to be replaced alive.
     *
     * @return false if an earlier owner is still leaving, and nothing was done
     */
    public boolean handOver() throws IOException {
        boolean leaving = file.tryLock(Range.LEAVING);
        if (leaving) {
            file.release(Range.OWNER);
        }
        return leaving;
    }

    /** Whether a predecessor has handed over, and still serves the name. */
    public boolean isHandedOver() throws IOException {
        boolean nobodyLeaves = file.tryLock(Range.LEAVING);
        file.release(Range.LEAVING);
        return !nobodyLeaves;
    }

    /** Takes back what was handed over, and tells whether nobody had taken it yet. */
    public boolean takeBack() throws IOException {
        return file.tryLock(Range.OWNER);
    }

    /** Whether the lock file still has its name: a lock on a file that somebody deleted excludes nobody. */
    public boolean isStanding() throws IOException {
        return file.isStanding();
    }

    /** Whether the lock file's name is another file's by now, on which somebody else may have the lock. */
    public boolean isReplaced() throws IOException {
        return file.isReplaced();
    }

    /** Lets the path go, for the next process to claim. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
