package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests changes to the lock file by others: there is never more than one server on a path. */
class LockFileIT {
    private static final int CANNOT_CREATE = 73;

    @TempDir
    Path directory;

    private Path socket;
    private Path lockFile;

    @BeforeEach
    void choosePaths() {
        socket = directory.resolve("echo.sock");
        lockFile = directory.resolve("echo.sock.lock");
    }

    @Test
    void testLockFileDeleted_liveSocketStillExcludesASecondServer() throws Exception {
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            Files.delete(lockFile);
            assertSecondIsRefused("(in-use): a live server");
            server.awaitReady();
            server.assertEndsWell();
        }
    }

    /** Changes the file both before and after the owner has detected it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void testLockFileDeleted_thenSigterm_withAStandbyWaiting_noConnectFails(boolean seen) throws Exception {
        try (ServeProcess owner = ServeProcess.startPlain(socket).awaitStarted();
                ServeProcess standby = ServeProcess.startPlain(
                                Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_SOCKET_WAIT", "2m"))
                        .awaitStarted();
                BusyClients clients = BusyClients.start(socket, 2)) {
            Files.delete(lockFile);
            if (seen) {
                await().until(() -> owner.output().contains("Created the lock file " + lockFile + " again"));
                await().until(() -> lockedBytes().equals(Set.of("0", "1")));
            }
            owner.terminate();
            await().until(() -> standby.output().contains("Serving on"));
            await().until(() -> Files.exists(lockFile));
            assertEquals(List.of(), clients.failures());
            assertTrue(Client.isServed(socket));
        }
    }

    @Test
    void testLockFileReplacedByAnother_liveSocketStillExcludesASecondServer() throws Exception {
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            Files.delete(lockFile);
            Files.writeString(lockFile, "precious");
            assertSecondIsRefused("(in-use): a live server");
            server.awaitReady();
            server.assertEndsWell();
        }
        assertEquals("precious", Files.readString(lockFile));
    }

    @Test
    void testLockFileAndNameDeleted_areClaimedAgain() throws Exception {
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            Files.delete(lockFile);
            Files.delete(socket);
            server.awaitReady();
            server.awaitComplaints("has vanished", "is published again");
            assertSecondIsRefused("(in-use): a live server");
            server.process().signal("STOP");
            Files.delete(socket);
            assertSecondIsRefused("(locked): process ");
            server.process().signal("CONT");
            server.awaitReady();
            server.assertEndsWell();
        }
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
    }

    @Test
    void testLockFileReplacedByADirectory_excludesAllServersUntilItIsRemoved() throws Exception {
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            Files.delete(lockFile);
            Files.createDirectory(lockFile);
            assertSecondIsRefused("(locked): its lock file " + lockFile + " is a directory;");
            server.awaitReady();
            server.awaitComplaints("was deleted: ");
            Files.delete(socket);
            server.awaitUnready("cannot be published again: cannot serve on " + socket + " (locked): its lock file");
            assertSecondIsRefused("(locked): its lock file " + lockFile + " is a directory;");
            Files.delete(lockFile);
            server.awaitReady();
            server.awaitComplaints("was deleted: ", "has vanished", "is a directory", "is published again");
            server.assertEndsWell();
        }
    }

    @Test
    void testSecondServerOnAPathTakenFromTheFirst_isUnchanged() throws Exception {
        try (ConnectedServer first = ConnectedServer.start(socket)) {
            first.process().signal("STOP");
            Files.delete(lockFile);
            Files.delete(socket);
            try (ConnectedServer second = ConnectedServer.start(socket)) {
                Object inode = second.inode();
                first.process().signal("CONT");
                first.awaitUnready("was replaced by a foreign file: left alone until that file is removed");
                assertEquals(inode, second.inode());
                second.assertEndsWell();
            }
            first.awaitReady();
            first.awaitComplaints("left alone", "has vanished", "is published again");
            first.assertEndsWell();
        }
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
    }

    @Test
    void testDirectoryAtTheStart_isRefusedAndUnchanged() throws Exception {
        Files.createDirectory(lockFile);
        assertSecondIsRefused("(locked): its lock file " + lockFile + " is a directory;");
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
        Files.delete(lockFile);
        try (ServeProcess server = ServeProcess.startPlain(socket).awaitStarted()) {
            assertTrue(Client.isServed(socket), server::output);
        }
    }

    /** Returns the locks as proc_locks(5) shows them: the owner's byte, and the next in line's. */
    private Set<String> lockedBytes() throws IOException {
        String inode = ":" + Files.getAttribute(lockFile, "unix:ino");
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .map(line -> line.trim().split("\\s+"))
                .filter(fields -> fields[5].endsWith(inode))
                .map(fields -> fields[6])
                .collect(Collectors.toSet());
    }

    private void assertSecondIsRefused(String reason) throws Exception {
        try (ServeProcess second = ServeProcess.startPlain(socket)) {
            assertEquals(CANNOT_CREATE, second.awaitExit(), second::output);
            assertTrue(second.output().contains(reason), second::output);
        }
    }
}
