package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.Command;
import dev.udsecho.testing.Listing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a socket directory that is removed, moved or replaced during the run: the server waits for it and continues.
 */
class DirectoryIT {
    private static final List<String> LOCK_FILE_ONLY = List.of("echo.sock.lock");

    @TempDir
    Path parent;

    private Path directory;
    private Path socket;

    @BeforeEach
    void makeDirectory() throws Exception {
        directory = Files.createDirectory(parent.resolve("sockets"));
        socket = directory.resolve("echo.sock");
    }

    @Test
    void testDirectoryRemoved_isWaitedFor() throws Exception {
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            Command.run("rm", "-r", directory.toString());
            server.awaitUnready("(no-directory): there is no directory " + directory + ";");
            Files.createDirectory(directory);
            server.awaitReady();
            server.awaitComplaints("has vanished", "(no-directory)", "is published again");
            server.assertEndsWell();
        }
        assertEquals(LOCK_FILE_ONLY, Listing.of(directory));
    }

    @Test
    void testDirectoryRemoved_doesNotPreventTheShutdown() throws Exception {
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            Command.run("rm", "-r", directory.toString());
            server.awaitUnready("(no-directory)");
            server.assertEndsWell();
        }
        assertEquals(List.of(), Listing.of(parent));
    }

    @Test
    void testDirectoryReplaced_getsTheNameAndTheOldOneIsUnchanged() throws Exception {
        Path old = parent.resolve("old");
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            Files.move(directory, old);
            Files.createDirectory(directory);
            server.awaitReady();
            server.awaitComplaints("has vanished", "is published again");
            server.assertEndsWell();
        }
        assertEquals(LOCK_FILE_ONLY, Listing.of(directory));
        assertEquals(List.of("echo.sock", "echo.sock.lock"), Listing.of(old));
    }

    @Test
    void testDirectoryMovedAwayAndBack_hasTheSameSocket() throws Exception {
        Path away = parent.resolve("away");
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            Object inode = server.inode();
            Files.move(directory, away);
            server.awaitUnready("(no-directory)");
            Files.move(away, directory);
            server.awaitReady();
            assertEquals(inode, server.inode());
            server.assertEndsWell();
        }
        assertEquals(LOCK_FILE_ONLY, Listing.of(directory));
    }

    @Test
    void testFileInPlaceOfTheDirectory_isUnchanged() throws Exception {
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            Files.move(directory, parent.resolve("away"));
            Files.writeString(directory, "precious");
            server.awaitUnready("Not a directory");
            server.assertEndsWell();
        }
        assertEquals("precious", Files.readString(directory));
    }
}
