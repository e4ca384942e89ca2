package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody tampers with the lock file, and still there is never more than one server on a path. */
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
    void testLockFileDeleted_liveSocketStillKeepsASecondServerOut() throws Exception {
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            Files.delete(lockFile);
            assertSecondIsRefused("(in-use): a live server");
            server.awaitReady();
            server.assertEndsWell();
        }
    }

    @Test
    void testLockFileReplacedByAnother_liveSocketStillKeepsASecondServerOut() throws Exception {
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
    void testLockFileReplacedByADirectory_keepsEverybodyOutUntilItIsGone() throws Exception {
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            Files.delete(lockFile);
            Files.createDirectory(lockFile);
            assertSecondIsRefused("(locked): its lock file " + lockFile + " is a directory;");
            server.awaitReady();
            Files.delete(socket);
            server.awaitUnready("(locked): its lock file " + lockFile + " is a directory;");
            assertSecondIsRefused("(locked): its lock file " + lockFile + " is a directory;");
            Files.delete(lockFile);
            server.awaitReady();
            server.awaitComplaints("has vanished", "is a directory", "is published again");
            server.assertEndsWell();
        }
    }

    @Test
    void testSecondServerOnAPathThatWasTakenFromTheFirst_isLeftAlone() throws Exception {
        try (ConnectedServer first = ConnectedServer.start(socket)) {
            first.process().signal("STOP");
            Files.delete(lockFile);
            Files.delete(socket);
            try (ConnectedServer second = ConnectedServer.start(socket)) {
                Object inode = second.inode();
                first.process().signal("CONT");
                first.awaitUnready("was replaced by somebody else's file: left alone until that is gone");
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
    void testDirectoryAtTheStart_isRefusedAndLeftAsItIs() throws Exception {
        Files.createDirectory(lockFile);
        assertSecondIsRefused("(locked): its lock file " + lockFile + " is a directory;");
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
        Files.delete(lockFile);
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            assertTrue(Client.isServed(socket), server::output);
        }
    }

    private void assertSecondIsRefused(String reason) throws Exception {
        try (ServeProcess second = ServeProcess.start(socket)) {
            assertEquals(CANNOT_CREATE, second.awaitExit(), second::output);
            assertTrue(second.output().contains(reason), second::output);
        }
    }
}
