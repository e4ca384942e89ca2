package dev.udsecho.path;

import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.DirectoryEntry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens lock files within a time limit. */
final class LockChannel {
    private static final Set<OpenOption> EXISTING = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);

    /** Maximum time for open(2). */
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(5);

    /** Channels that must stay open. Garbage collection would close them, so they are referenced here. */
    private static final List<FileChannel> KEPT_OPEN = new CopyOnWriteArrayList<>();

    private LockChannel() {}

    /** Keeps a channel open until the process exits. */
    static void keepOpen(FileChannel channel) {
        KEPT_OPEN.add(channel);
    }

    /**
     * Opens the lock file, and creates it only if it is missing. In a sticky directory fs.protected_regular refuses
     * O_CREAT on another user's file, even to root (<a
     * href="https://docs.kernel.org/admin-guide/sysctl/fs.html#protected-regular">sysctl/fs</a>).
     *
     * @param mode the mode of a new file, reduced by the umask
     */
    static FileChannel open(SocketPath path, FileMode mode) throws IOException, SocketPathException {
        try {
            return openExisting(path);
        } catch (AccessDeniedException e) {
            DirectoryEntry denied = DirectoryEntry.at(path.lockFile()).orElseThrow(() -> e);
            throw new AccessRefusal(path, ProcessContext.current()).toLock(denied);
        } catch (NoSuchFileException e) {
            return create(path, mode);
        }
    }

    private static FileChannel create(SocketPath path, FileMode mode) throws IOException, SocketPathException {
        try {
            return FileChannel.open(path.lockFile(), NEW, mode.attribute());
        } catch (FileAlreadyExistsException e) {
            return openExisting(path);
        }
    }

    /**
     * Opens an existing file on a daemon thread, and waits for it within the limit. If another process holds a lease on
     * the file, open(2) blocks until that process gives the lease up, usually 45 s (<a
     * href="https://man7.org/linux/man-pages/man2/F_GETLEASE.2const.html">F_GETLEASE(2const)</a>). A channel that opens
     * too late is kept open, since closing it would drop the locks of a later channel.
     */
    private static FileChannel openExisting(SocketPath path) throws IOException, SocketPathException {
        CompletableFuture<FileChannel> opened = new CompletableFuture<>();
        Thread opener = new Thread(() -> {
            try {
                FileChannel channel = FileChannel.open(path.lockFile(), EXISTING);
                if (!opened.complete(channel)) {
                    keepOpen(channel);
                }
            } catch (Throwable e) {
                opened.completeExceptionally(e);
            }
        });
        opener.setDaemon(true);
        opener.start();
        try {
            return opened.orTimeout(OPEN_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw Refusals.lockOpensLate(path, OPEN_TIMEOUT);
            }
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
