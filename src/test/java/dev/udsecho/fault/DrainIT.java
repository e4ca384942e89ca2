package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.ServeProcess;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests SIGTERM: the name is removed first, and connected clients are served until they close, or until the drain
 * timeout.
 */
class DrainIT {
    private static final byte[] PING = {'p', 'i', 'n', 'g'};

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    private ServeProcess serve(String drainTimeout) {
        return ServeProcess.start(Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_DRAIN_TIMEOUT", drainTimeout))
                .awaitStarted();
    }

    private void awaitNameGone() {
        await().pollInterval(java.time.Duration.ofMillis(10)).until(() -> !Files.exists(socket));
    }

    @Test
    void testOpenConnections_areServedUntilTheyClose_whileHealthIsReachableAndNotReady() throws Exception {
        try (ServeProcess server = serve("1m");
                SocketChannel open = Client.connect(socket)) {
            assertArrayEquals(PING, Client.roundTrip(open, PING));
            server.beginTermination();
            awaitNameGone();
            assertEquals(503, server.health("ready"));
            assertEquals(200, server.health("live"));
            assertTrue(server.healthText("ready").contains("\"role\": \"draining\""), server.healthText("ready"));
            byte[] sent = Client.randomBytes(10_000_000);
            assertArrayEquals(sent, Client.finish(open, sent));
            assertEquals(0, server.awaitExit(), server::output);
        }
    }

    @Test
    void testClientsUnderLoad_loseNoAcceptedByte() throws Exception {
        try (ServeProcess server = serve("1s")) {
            List<FutureTask<EndlessClient.Result>> clients = EndlessClient.start(socket, 4);
            server.beginTermination();
            awaitNameGone();
            for (FutureTask<EndlessClient.Result> client : clients) {
                EndlessClient.Result result = client.get(4, TimeUnit.MINUTES);
                assertEquals(result.taken(), result.returned());
                assertTrue(result.exact());
            }
            assertEquals(0, server.awaitExit(), server::output);
            assertTrue(server.output().contains("Ending 4 connections that are still open"), server::output);
        }
    }

    @Test
    void testBacklog_isServed() throws Exception {
        try (ServeProcess server = serve("5s")) {
            server.signal("STOP");
            List<SocketChannel> queued = Crowd.connect(socket, 100);
            for (SocketChannel client : queued) {
                client.write(ByteBuffer.wrap(PING));
                client.shutdownOutput();
            }
            server.beginTermination();
            server.signal("CONT");
            for (SocketChannel client : queued) {
                assertArrayEquals(PING, Client.readToEnd(client));
            }
            assertEquals(0, server.awaitExit(), server::output);
        }
    }

    @Test
    void testClientThatNeverReads_doesNotKeepItBeyondTheDrainTimeout() throws Exception {
        try (ServeProcess server = serve("500ms");
                SocketChannel stalled = Client.connect(socket)) {
            stalled.configureBlocking(false);
            await().until(() -> !Crowd.writeWhatFits(stalled, ByteBuffer.wrap(Client.randomBytes(1_000_000))));
            assertEquals(0, server.terminate(), server::output);
        }
    }

    @Test
    void testSecondSigterm_endsAtOnce() throws Exception {
        try (ServeProcess server = serve("10m");
                SocketChannel open = Client.connect(socket)) {
            assertArrayEquals(PING, Client.roundTrip(open, PING));
            server.beginTermination();
            awaitNameGone();
            assertArrayEquals(PING, Client.roundTrip(open, PING));
            server.signal("TERM");
            assertEquals(0, server.awaitExit(), server::output);
            assertFalse(Files.exists(socket));
        }
    }

    /** Before the program's own handler is installed, the signal ends the JVM itself: 143. */
    @Test
    void testSigtermAtAnyMomentOfTheStart_endsItAndLeavesNothing() throws Exception {
        for (int millis = 150; millis <= 900; millis += 50) {
            try (ServeProcess server = ServeProcess.start(socket)) {
                TimeUnit.MILLISECONDS.sleep(millis); // the moment is what is tried
                int status = server.terminate();
                assertTrue(status == 0 || status == 143 && server.output().isEmpty(), server::output);
                assertFalse(server.output().contains("\tat "), server::output);
                assertTrue(List.of("echo.sock.lock").containsAll(Listing.of(directory)), server::output);
            }
        }
    }
}
