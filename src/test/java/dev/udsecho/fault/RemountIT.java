package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.Mounts;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a socket directory that is mounted read-only, covered, uncovered or unmounted during the run: the server
 * continues.
 */
class RemountIT {
    private static final List<String> LOCK_FILE_ONLY = List.of("echo.sock.lock");

    @TempDir
    Path parent;

    @RegisterExtension
    final Mounts mounts = new Mounts();

    private Path directory;
    private Path socket;

    @BeforeEach
    void makeDirectory() throws Exception {
        directory = Files.createDirectory(parent.resolve("sockets"));
        socket = directory.resolve("echo.sock");
    }

    @Test
    void testReadOnlyDirectory_isNoObstacleWhileTheNameIsThere_andWaitedForWhenItIsNot() throws Exception {
        Path writable = Files.createDirectory(parent.resolve("writable"));
        mounts.bind(directory, writable);
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            mounts.readOnly(directory);
            server.awaitReady();
            Files.delete(writable.resolve("echo.sock"));
            server.awaitUnready("(read-only): the file system of " + directory + " is mounted read-only (");
            mounts.unmountLast();
            server.awaitReady();
            server.awaitComplaints("has vanished", "(read-only)", "is published again");
            server.assertEndsWell();
        }
    }

    @Test
    void testShutdownWhileReadOnly_leavesAStaleSocketThatTheNextStartReplaces() throws Exception {
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            mounts.readOnly(directory);
            server.assertEndsWell();
            server.awaitComplaints("Read-only file system; the next start replaces it");
        }
        mounts.unmountLast();
        assertTrue(Files.exists(socket));
        try (ServeProcess next = ServeProcess.start(socket).awaitStarted()) {
            assertTrue(Client.isServed(socket), next::output);
            assertEquals(0, next.terminate(), next::output);
        }
    }

    @Test
    void testDirectoryCovered_getsTheNameInTheCover() throws Exception {
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            mounts.tmpfs(directory, "size=1m");
            server.awaitReady();
            server.awaitComplaints("has vanished", "is published again");
            server.assertEndsWell();
            assertEquals(LOCK_FILE_ONLY, Listing.of(directory));
        }
    }

    @Test
    void testDirectoryCoveredByAReadOnlyOne_isReadyAgainWhenUncovered() throws Exception {
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            mounts.tmpfs(directory, "ro");
            server.awaitUnready("(read-only): the file system of " + directory + " is mounted read-only (");
            mounts.unmountLast();
            server.awaitReady();
            server.awaitComplaints("has vanished", "(read-only)", "is published again");
            server.assertEndsWell();
        }
        assertEquals(LOCK_FILE_ONLY, Listing.of(directory));
    }

    @Test
    void testFileSystemUnmounted_getsTheNameInTheDirectoryBelow() throws Exception {
        mounts.tmpfs(directory, "size=1m");
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            mounts.unmountLast();
            server.awaitReady();
            server.awaitComplaints("has vanished", "is published again");
            server.assertEndsWell();
        }
        assertEquals(LOCK_FILE_ONLY, Listing.of(directory));
    }

    @Test
    void testDirectoryCoveredAndUncovered_isReadyAgain() throws Exception {
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            mounts.tmpfs(directory, "size=1m");
            server.awaitReady();
            mounts.unmountLast();
            server.awaitReady();
            server.assertEndsWell();
        }
        assertEquals(LOCK_FILE_ONLY, Listing.of(directory));
    }

    @Test
    void testDirectoryUncoveredAfterItsSocketDied_getsTheNameAgain() throws Exception {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        mounts.bind(directory, elsewhere);
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            mounts.tmpfs(directory, "size=1m");
            await().until(() -> server.health("ready") == 200 && !Client.isServed(elsewhere.resolve("echo.sock")));
            mounts.unmountLast();
            await().until(() -> server.health("ready") == 200 && Client.isServed(socket));
            assertEquals(0, server.terminate(), server::output);
        }
        assertEquals(LOCK_FILE_ONLY, Listing.of(directory));
    }
}
