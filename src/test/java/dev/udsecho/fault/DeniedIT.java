package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Command;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a server of an unprivileged user who loses access to its directory or lock file, before and during the run. */
class DeniedIT {
    private static final String USER = "64001";
    private static final int CANNOT_CREATE = 73;

    @TempDir
    Path parent;

    private Path directory;
    private Path socket;
    private Path lockFile;

    @BeforeEach
    void createUserDirectory() throws Exception {
        Needs.root();
        Needs.tool("setpriv");
        chmod("755", parent);
        directory = Files.createDirectory(parent.resolve("sockets"));
        Command.run("chown", USER + ":" + USER, directory.toString());
        socket = directory.resolve("echo.sock");
        lockFile = directory.resolve("echo.sock.lock");
    }

    @Test
    void testLockFileClosedWhileRunning_serverContinuesAndASecondIsRefused() throws Exception {
        try (ConnectedServer server = ConnectedServer.of(socket, start())) {
            chmod("000", lockFile);
            assertStartIsRefused();
            Files.delete(socket);
            server.awaitReady();
            server.awaitComplaints("has vanished", "is published again");
            server.assertEndsWell();
        }
        assertStartIsRefused();
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
    }

    @Test
    void testDirectoryThatMayNotBeWritten_isWaitedFor() throws Exception {
        try (ConnectedServer server = ConnectedServer.of(socket, start())) {
            chmod("555", directory);
            server.awaitReady();
            Files.delete(socket);
            server.awaitUnready("(denied-directory): this process (uid " + USER);
            chmod("755", directory);
            server.awaitReady();
            server.awaitComplaints("has vanished", "(denied-directory)", "is published again");
            server.assertEndsWell();
        }
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
    }

    @Test
    void testDirectoryThatMayNotBeSearched_isWaitedFor() throws Exception {
        try (ConnectedServer server = ConnectedServer.of(socket, start())) {
            chmod("000", directory);
            server.awaitUnready("permission denied on " + socket);
            chmod("755", directory);
            server.awaitReady();
            server.assertEndsWell();
        }
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
    }

    @Test
    void testDirectoryThatMayNotBeSearchedTwice_isReportedTwice() throws Exception {
        try (ConnectedServer server = ConnectedServer.of(socket, start())) {
            for (int time = 1; time <= 2; time++) {
                long told = 2L * time - 1;
                chmod("000", directory);
                await().until(() -> server.process().complaints().size() == told);
                chmod("755", directory);
                await().until(() -> server.process().complaints().size() == told + 1);
            }
            server.assertEndsWell();
        }
    }

    @Test
    void testShutdownWhileTheDirectoryMayNotBeWritten_leavesAStaleSocketThatTheNextStartReplaces() throws Exception {
        try (ConnectedServer server = ConnectedServer.of(socket, start())) {
            chmod("555", directory);
            server.assertEndsWell();
            server.awaitComplaints("; the next start replaces it");
        }
        chmod("755", directory);
        try (ConnectedServer next = ConnectedServer.of(socket, start())) {
            next.assertEndsWell();
        }
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
    }

    private ServeProcess start() {
        return ServeProcess.startPlain(
                List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"),
                Map.of("ECHO_SOCKET_PATH", socket.toString()));
    }

    private void assertStartIsRefused() throws Exception {
        try (ServeProcess refused = start()) {
            assertEquals(CANNOT_CREATE, refused.awaitExit(), refused::output);
            assertTrue(refused.output().contains("(denied-file): its lock file " + lockFile + " (mode 0000"));
        }
    }

    private static void chmod(String mode, Path file) throws Exception {
        Command.succeed("chmod", mode, file.toString());
    }
}
