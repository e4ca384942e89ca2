package dev.udsecho;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.ServeProcess;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the packaged program's lifecycle: starts, signals, kills, and a second instance. */
class ServeIT {
    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    @Test
    void testSigterm_endsWithZeroAndLeavesOnlyTheLockFile() throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            assertTrue(Client.isServed(socket));
            assertEquals(0, server.terminate(), server::output);
            assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
        }
    }

    @Test
    void testSigint_endsWithZeroWhileClientsAreConnected() throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted();
                SocketChannel open = Client.connect(socket)) {
            assertArrayEquals(new byte[] {1}, Client.roundTrip(open, new byte[] {1}));
            server.signal("INT");
            assertEquals(0, server.awaitExit(), server::output);
            assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
        }
    }

    @Test
    void testSecondStart_isRefusedAndTheFirstContinues() throws Exception {
        try (ServeProcess first = ServeProcess.start(socket).awaitStarted()) {
            Object inode = inode();
            try (ServeProcess second = ServeProcess.start(socket)) {
                assertEquals(73, second.awaitExit(), second::output);
                assertTrue(
                        second.output().contains("cannot serve on " + socket + " (in-use): a live server"),
                        second::output);
                assertFalse(second.output().contains("\tat "), second::output);
            }
            assertTrue(Client.isServed(socket));
            assertEquals(inode, inode());
            assertEquals(0, first.terminate(), first::output);
        }
    }

    @Test
    void testTwoStartsAtOnce_oneServesAndOneIsRefused() throws Exception {
        for (int round = 0; round < 5; round++) {
            try (ServeProcess one = ServeProcess.start(socket);
                    ServeProcess two = ServeProcess.start(socket)) {
                await().until(() -> one.hasEnded() || two.hasEnded());
                ServeProcess refused = one.hasEnded() ? one : two;
                ServeProcess serving = one.hasEnded() ? two : one;
                assertEquals(73, refused.awaitExit(), refused::output);
                serving.awaitStarted();
                assertTrue(Client.isServed(socket));
                assertEquals(0, serving.terminate(), serving::output);
            }
        }
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
    }

    @Test
    void testKilledAtAnyMomentOfItsStart_theNextStartServesAndCleansUp() throws Exception {
        for (int millis = 300; millis <= 900; millis += 100) {
            try (ServeProcess killed = ServeProcess.start(socket)) {
                TimeUnit.MILLISECONDS.sleep(millis); // the test varies the moment of the kill
                killed.kill();
            }
        }
        try (ServeProcess next = ServeProcess.start(socket).awaitStarted()) {
            assertTrue(Client.isServed(socket));
            assertEquals(0, next.terminate(), next::output);
        }
        assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
    }

    @Test
    void testKilledServer_isReplacedByTheNextStart() throws Exception {
        try (ServeProcess killed = ServeProcess.start(socket).awaitStarted()) {
            killed.kill();
            assertTrue(Files.exists(socket));
            assertFalse(Client.isServed(socket));
        }
        Object stale = inode();
        try (ServeProcess next = ServeProcess.start(socket).awaitStarted()) {
            assertTrue(Client.isServed(socket));
            assertNotEquals(stale, inode());
            assertTrue(next.output().contains("INFO"), next::output);
            assertTrue(next.output().contains("Replacing the stale socket at " + socket), next::output);
            assertEquals(0, next.terminate(), next::output);
            assertEquals(List.of("echo.sock.lock"), Listing.of(directory));
        }
    }

    @Test
    void testSuccessorsSocket_isKeptAtExit() throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            Path other = Files.writeString(directory.resolve("other"), "precious");
            Files.move(other, socket, StandardCopyOption.ATOMIC_MOVE);
            assertEquals(0, server.terminate(), server::output);
            assertEquals("precious", Files.readString(socket));
        }
    }

    @Test
    void testBusyHttpPort_isRefusedAndTheNameIsWithdrawn() throws Exception {
        try (ServeProcess first = ServeProcess.start(socket).awaitStarted()) {
            Path other = directory.resolve("other.sock");
            try (ServeProcess second = ServeProcess.start(Map.of(
                    "ECHO_SOCKET_PATH", other.toString(), "QUARKUS_HTTP_PORT", String.valueOf(first.httpPort())))) {
                assertEquals(69, second.awaitExit(), second::output);
                assertTrue(
                        second.output().contains("cannot serve health checks on 127.0.0.1:" + first.httpPort()),
                        second::output);
                assertFalse(Files.exists(other));
            }
        }
    }

    @Test
    void testReadiness_followsTheName() throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            assertEquals(200, server.health("ready"));
            Files.delete(socket);
            boolean isNoticed = server.health("ready") == 503;
            await().until(() -> isNoticed || server.output().contains("is published again"));
            await().until(() -> server.health("ready") == 200);
            Files.delete(socket);
            Files.createDirectory(socket);
            await().during(java.time.Duration.ofSeconds(3)).until(() -> server.health("ready") == 503);
            Files.delete(socket);
            await().until(() -> server.health("ready") == 200);
        }
    }

    @Test
    void testPreview_logsReceivedBytes() throws Exception {
        try (ServeProcess server = ServeProcess.start(
                        Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_LOG_PAYLOAD", "preview"))
                .awaitStarted()) {
            Client.exchange(socket, "foo\n\u001b[2J".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            await().until(() -> server.output().contains("received 8 bytes: \"foo\\n\\x1b[2J\""));
        }
    }

    @Test
    void testAbruptCloses_logNoStackTraceAndNoError() throws Exception {
        try (ServeProcess server = ServeProcess.start(socket).awaitStarted()) {
            for (int i = 0; i < 100; i++) {
                try (SocketChannel rude = Client.connect(socket)) {
                    rude.configureBlocking(false);
                    rude.write(java.nio.ByteBuffer.wrap(Client.randomBytes(300_000)));
                }
            }
            assertTrue(Client.isServed(socket));
            assertEquals(0, server.terminate());
            assertFalse(server.output().matches("(?s).*(ERROR|SEVERE|WARN|\tat ).*"), server::output);
        }
    }

    private Object inode() throws java.io.IOException {
        return Files.getAttribute(socket, "unix:ino");
    }
}
