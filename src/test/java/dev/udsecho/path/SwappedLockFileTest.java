package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests lock files in a directory where other users may swap files at any moment. */
@Tag("long")
class SwappedLockFileTest {
    private static final SocketPermissions PERMISSION = new SocketPermissions(new FileMode(0620), Optional.empty());
    private static final int MOST_CLAIMS = 10_000;

    @TempDir
    Path directory;

    private SocketPath path;

    @BeforeEach
    void choosePath() {
        path = new SocketPath(directory.resolve("echo.sock"));
    }

    /** Another user with write permission repeatedly swaps the lock file with a link to a file of another owner. */
    @Test
    void testClaim_lockFileSwappedWithALink_leavesTheTargetUnchanged() throws Exception {
        Path precious = Files.createFile(directory.resolve("precious"));
        Files.setAttribute(precious, "unix:mode", 0600);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> swapper = CompletableFuture.runAsync(() -> swap(path.lockFile(), precious, over));
        try {
            for (int claims = 0; claims < MOST_CLAIMS && !swapper.isDone(); claims++) {
                claimIfFree();
                assertEquals(0100600, Files.getAttribute(precious, "unix:mode"));
            }
        } finally {
            over.set(true);
            swapper.join();
        }
    }

    private void claimIfFree() throws IOException {
        try {
            SocketLock.claim(path, PERMISSION).close();
        } catch (SocketPathException linkAtThatMoment) {
            return;
        }
    }

    private void swap(Path lockFile, Path target, AtomicBoolean over) {
        Path next = directory.resolve("next");
        try {
            while (!over.get()) {
                Files.move(Files.createFile(next), lockFile, StandardCopyOption.ATOMIC_MOVE);
                Files.move(Files.createSymbolicLink(next, target), lockFile, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
