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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests a file system that gives each hard link its own inode, which leads to no listener. */
class BindfsIT {
    @RegisterExtension
    final Mounts mounts = new Mounts();

    @TempDir
    Path content;

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void mount() throws Exception {
        mounts.fuse(content, directory);
        socket = directory.resolve("echo.sock");
    }

    @Test
    void testPublishedName_leadsToTheListener_fromTheStartOn_andAfterAHeal() throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            assertTrue(Client.isServed(socket), server::output);
            assertEquals(200, server.health("ready"));
            Files.delete(socket);
            await().until(() -> Client.isServed(socket));
            server.kill();
        }
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            assertTrue(Client.isServed(socket), server::output);
            assertEquals(0, server.terminate(), server::output);
        }
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
    }

    @Test
    void testHandOver_keepsServing() throws Exception {
        try (ServeProcess owner = ServeProcess.start(socket).awaitStarted();
                ServeProcess next = ServeProcess.start(
                                Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_SOCKET_WAIT", "1m"))
                        .awaitStarted()) {
            assertEquals(0, owner.terminate(), owner::output);
            assertTrue(owner.output().contains("Handed " + socket + " over"), owner::output);
            assertTrue(Client.isServed(socket), next::output);
            assertEquals(0, next.terminate(), next::output);
        }
    }
}
