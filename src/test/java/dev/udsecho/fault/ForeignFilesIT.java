package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that files of other users beside the path and in the temporary directory stay unchanged, and no file of the
 * program stays there.
 */
class ForeignFilesIT {
    private static final int STRANGER = 64001;
    private static final int STICKY = 01777;

    @TempDir
    Path directory;

    @TempDir
    Path temporary;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    /** Returns the name that the kernel shows for the socket: the one it was bound to. */
    private Path bindName() throws IOException {
        return Files.readAllLines(Path.of("/proc/net/unix")).stream()
                .filter(line -> line.contains(socket + "~"))
                .map(line -> Path.of(line.substring(line.indexOf('/'))))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void testStart_otherUsersDirectoriesBesideThePath_stay() throws Exception {
        Needs.root();
        Files.setAttribute(directory, "unix:mode", STICKY);
        Path empty = Files.createDirectory(directory.resolve("echo.sock~old"));
        Path used = Files.createDirectory(directory.resolve("echo.sock~1"));
        Files.setAttribute(empty, "unix:uid", STRANGER);
        Files.setAttribute(used, "unix:uid", STRANGER);
        try (ServerSocketChannel live = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            live.bind(UnixDomainSocketAddress.of(used.resolve("s")));
            try (ServeProcess server = ServeProcess.startPlain(socket).awaitStarted()) {
                assertTrue(Files.isDirectory(empty));
                Client.connect(used.resolve("s")).close();
                assertEquals(0, server.terminate(), server::output);
            }
            Client.connect(used.resolve("s")).close();
        }
    }

    @Test
    void testFileAtTheNameThatTheListenerWasBoundTo_stays_whenItCloses() throws Exception {
        try (ServeProcess server = ServeProcess.startPlain(socket).awaitStarted()) {
            Path healed = occupy(bindName());
            Files.delete(socket);
            await().until(() -> server.output().contains("is published again"));
            await().until(() -> boundNames() == 1);
            assertEquals("precious", Files.readString(healed));
            Path ended = occupy(bindName());
            assertEquals(0, server.terminate(), server::output);
            assertEquals("precious", Files.readString(ended));
        }
    }

    private static Path occupy(Path name) throws IOException {
        Files.createDirectories(name.getParent());
        return Files.writeString(name, "precious");
    }

    private long boundNames() throws IOException {
        return Files.readAllLines(Path.of("/proc/net/unix")).stream()
                .filter(line -> line.contains(socket + "~"))
                .count();
    }

    /** Returns a path of maximum length, beside which no other name fits. */
    @Test
    void testKill_leavesTheSocketAndItsLockFileUnchanged() throws Exception {
        socket = directory.resolve("x".repeat(105 - directory.toString().length()));
        try (ServeProcess server =
                ServeProcess.startPlain(socket, "-Djava.io.tmpdir=" + temporary).awaitStarted()) {
            assertTrue(Client.isServed(socket));
            server.kill();
        }
        String name = socket.getFileName().toString();
        assertEquals(List.of(name, name + ".lock"), Listing.of(directory));
        assertEquals(List.of(), Listing.of(temporary));
    }

    @Test
    void testSharedTemporaryDirectory_foreignVertxCache_isNotNeeded() throws Exception {
        Path cache = Files.writeString(temporary.resolve("vertx-cache"), "precious");
        try (ServeProcess server = ServeProcess.startPlain(
                        Map.of("ECHO_SOCKET_PATH", socket.toString()), "-Djava.io.tmpdir=" + temporary)
                .awaitStarted()) {
            assertEquals(List.of(), server.complaints(), server::output);
            assertEquals(0, server.terminate(), server::output);
        }
        assertEquals("precious", Files.readString(cache));
        assertEquals(List.of("vertx-cache"), Listing.of(temporary));
    }
}
