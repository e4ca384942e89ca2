package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests thousands of clients at once on 64 MB of heap and 64 MB of direct memory. */
class CrowdIT {
    private static final String[] MEMORY = {"-Xmx64m", "-XX:MaxDirectMemorySize=64m", "-XX:+UseSerialGC"};
    private static final int FLOOD = 1_000_000;

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    private ServeProcess serve() {
        return ServeProcess.start(Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_STALL_TIMEOUT", "3s"), MEMORY)
                .awaitStarted();
    }

    @ParameterizedTest
    @ValueSource(ints = {6000, 8192})
    void testManyClients_allAreServedWhileAllAreConnected(int many) throws Exception {
        Needs.descriptors(10_000);
        try (ServeProcess server = serve()) {
            List<SocketChannel> crowd = Crowd.connect(socket, many);
            Crowd.assertServed(crowd);
            assertTrue(server.healthText("live").contains("\"connections\": " + many), server.healthText("live"));
            Crowd.close(crowd);
            assertHealthy(server);
        }
    }

    @Test
    void test500ClientsThatNeverRead_affectNoOtherClient_andAreClosedAfterTheStallTimeout() throws Exception {
        try (ServeProcess server = serve()) {
            List<SocketChannel> flood = flood(500);
            assertHealthyClient();
            awaitGone(server);
            Crowd.close(flood);
            assertHealthy(server);
        }
    }

    /** Covers clients that half-close: unless prevented, Netty reads all bytes that the kernel holds of such a peer. */
    @Test
    void test1000ClientsThatHalfCloseAndNeverRead_affectNoOtherClient() throws Exception {
        Needs.descriptors(2_000);
        try (ServeProcess server = serve()) {
            List<SocketChannel> flood = flood(1000);
            for (SocketChannel client : flood) {
                client.shutdownOutput();
            }
            assertHealthyClient();
            awaitGone(server);
            Crowd.close(flood);
            assertHealthy(server);
        }
    }

    /** Covers clients that write until neither the kernel nor the server accepts any more bytes. */
    private List<SocketChannel> flood(int many) throws IOException {
        List<SocketChannel> flood = Crowd.connect(socket, many);
        byte[] bytes = Client.randomBytes(FLOOD);
        for (SocketChannel client : flood) {
            client.configureBlocking(false);
        }
        await().during(Duration.ofSeconds(1))
                .until(() -> flood.stream()
                                .filter(client -> Crowd.writeWhatFits(client, ByteBuffer.wrap(bytes)))
                                .count()
                        == 0);
        return flood;
    }

    private void assertHealthyClient() throws Exception {
        byte[] sent = Client.randomBytes(2_000_000);
        assertArrayEquals(sent, Client.exchange(socket, sent));
    }

    private static void awaitGone(ServeProcess server) {
        await().until(() -> server.healthText("live").contains("\"connections\": 0"));
        assertTrue(server.output().contains("(echo.stall-timeout)"), server::output);
    }

    private void assertHealthy(ServeProcess server) throws Exception {
        assertHealthyClient();
        assertEquals(200, server.health("ready"));
        assertEquals(0, server.terminate(), server::output);
        assertFalse(server.output().matches("(?s).*(ERROR|SEVERE|OutOfMemory|\tat ).*"), server::output);
    }
}
