package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.Mounts;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests a full file system: without free blocks, which a socket does not need, or without free inodes. */
class FullFileSystemIT {
    private static final int CANNOT_CREATE = 73;
    private static final String ROOM_FOR_ALL = "nr_inodes=20";

    @TempDir
    Path directory;

    @RegisterExtension
    final Mounts mounts = new Mounts();

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    /**
     * Tests starts with too few inodes. The root directory of the file system uses one inode; the lock file, the
     * staging directory and the socket follow.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void testTooFewInodes_refusesTheStartAndLeavesNothingButTheLockFile(int inodes) throws Exception {
        mounts.tmpfs(directory, "nr_inodes=" + inodes);
        try (ServeProcess refused = ServeProcess.start(socket)) {
            assertEquals(CANNOT_CREATE, refused.awaitExit(), refused::output);
            assertTrue(refused.output().contains("(no-space): the file system of " + directory), refused::output);
        }
        assertEquals(inodes == 1 ? List.of() : List.of("echo.sock.lock"), Listing.of(directory));
        mounts.remount(directory, ROOM_FOR_ALL);
        assertServesAndCleansUp();
    }

    @Test
    void testMinimumOfInodes_serves() throws Exception {
        mounts.tmpfs(directory, "nr_inodes=4");
        assertServesAndCleansUp();
    }

    @Test
    void testNoBlocks_serves() throws Exception {
        mounts.tmpfs(directory, "size=64k");
        fillBlocks();
        Files.move(directory.resolve("fill"), directory.resolve("echo.sock.lock"));
        assertServesAndCleansUp();
    }

    @Test
    void testNoBlocks_lostNameIsPublishedAgain() throws Exception {
        mounts.tmpfs(directory, "size=64k");
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            fillBlocks();
            Files.delete(socket);
            server.awaitReady();
            server.assertEndsWell();
        }
    }

    @Test
    void testNoInodes_isWaitedFor() throws Exception {
        mounts.tmpfs(directory, ROOM_FOR_ALL);
        try (ConnectedServer server = ConnectedServer.start(socket)) {
            fillInodes(directory);
            server.awaitReady();
            Files.delete(socket);
            server.awaitUnready("(no-space): the file system of " + directory + " has no room for one more file");
            mounts.remount(directory, "nr_inodes=40");
            server.awaitReady();
            server.awaitComplaints("has vanished", "(no-space)", "is published again");
            server.assertEndsWell();
        }
        assertTrue(Listing.of(directory).stream().noneMatch(name -> name.startsWith("echo.sock~")));
    }

    /** Covers also a path that is too long for a bind beside it. */
    @Test
    void testNoInodesInTheTemporaryDirectory_lostNameIsPublishedAgain() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        mounts.tmpfs(temporary, ROOM_FOR_ALL);
        socket = directory.resolve("x".repeat(105 - directory.toString().length()));
        try (ConnectedServer server =
                ConnectedServer.of(socket, ServeProcess.start(socket, "-Djava.io.tmpdir=" + temporary))) {
            fillInodes(temporary);
            Files.delete(socket);
            server.awaitReady();
            server.awaitComplaints("has vanished", "is published again");
        }
    }

    private void fillBlocks() throws Exception {
        Command full = Command.run("dd", "if=/dev/zero", "of=" + directory.resolve("fill"), "bs=4k");
        assertTrue(full.output().contains("No space left"), full::output);
    }

    private static void fillInodes(Path directory) {
        try {
            for (int file = 0; ; file++) {
                Files.createFile(directory.resolve("file" + file));
            }
        } catch (IOException full) {
            assertTrue(full.getMessage().contains("No space left"), full::getMessage);
        }
    }

    private void assertServesAndCleansUp() throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            assertTrue(Client.isServed(socket), server::output);
            assertEquals(0, server.terminate(), server::output);
        }
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
    }
}
