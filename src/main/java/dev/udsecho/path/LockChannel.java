package dev.udsecho.path;

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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Opens lock files, in bounded time. */
final class LockChannel {
    private static final Set<OpenOption> EXISTING = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);

    /** What open(2) may take. */
    private static final Duration OPENING = Duration.ofSeconds(5);

    /** Channels that may not even be collected as garbage: that would close them. */
    private static final List<FileChannel> KEPT_OPEN = new CopyOnWriteArrayList<>();

    private LockChannel() {}

    /** Keeps a channel open for as long as the process lives. */
    static void keepOpen(FileChannel channel) {
        KEPT_OPEN.add(channel);
    }

    /**
     * Opens without creating first: in a sticky directory fs.protected_regular refuses O_CREAT on somebody else's file,
     * even to root (<a href="https://docs.kernel.org/admin-guide/sysctl/fs.html#protected-regular">sysctl/fs</a>).
     *
     * @param mode what a new file gets, as far as the umask lets it
     */
    static FileChannel open(SocketPath path, FileMode mode) throws IOException, SocketPathException {
        try {
            return openExisting(path);
        } catch (AccessDeniedException e) {
            throw Refusals.lockDenied(path, DirectoryEntry.at(path.lockFile()).orElseThrow(() -> e));
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
     * Another process that holds a lease on the file makes open(2) wait until it gives that up, 45 s as a rule
     * (<a href="https://man7.org/linux/man-pages/man2/F_GETLEASE.2const.html">F_GETLEASE(2const)</a>). A channel that comes
     * too late is kept open, as closing it would drop the locks of a later one.
     */
    private static FileChannel openExisting(SocketPath path) throws IOException, SocketPathException {
        CompletableFuture<FileChannel> opened = new CompletableFuture<>();
        Thread opener = new Thread(() -> {
            try {
                FileChannel channel = FileChannel.open(path.lockFile(), EXISTING);
                if (!opened.complete(channel)) {
                    keepOpen(channel);
                }
            } catch (IOException | RuntimeException | Error e) {
                opened.completeExceptionally(e);
            }
        });
        opener.setDaemon(true);
        opener.start();
        return opened(path, opened);
    }

    private static FileChannel opened(SocketPath path, CompletableFuture<FileChannel> opened)
            throws IOException, SocketPathException {
        try {
            return opened.completeOnTimeout(null, OPENING.toNanos(), TimeUnit.NANOSECONDS)
                    .thenApply(Optional::ofNullable)
                    .join()
                    .orElseThrow(() -> Refusals.lockOpensLate(path, OPENING));
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
