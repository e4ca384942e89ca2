package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests more clients than may be connected at once: connected clients are served, the others get end of file at once.
 */
class LimitIT {
    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    @Test
    void testLimitOf50_theNextClientGetsEndOfFile_andClosedConnectionsFreeCapacity() throws Exception {
        try (ServeProcess server = ServeProcess.start(
                        Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_MAX_CONNECTIONS", "50"))
                .awaitStarted()) {
            List<SocketChannel> served = Crowd.connect(socket, 50);
            Crowd.assertServed(served);
            assertSeesEndOfFile(new byte[0]);
            assertSeesEndOfFile(Client.randomBytes(100_000));
            Crowd.assertServed(served);
            await().until(() -> server.health("ready") == 503);
            served.get(0).close();
            await().until(() -> Client.isServed(socket));
            Crowd.close(served);
            await().until(() -> server.healthText("live").contains("\"connections\": 0"));
            assertTrue(server.output().contains("Refused a connection: 50 are open"), server::output);
            assertEquals(0, server.terminate(), server::output);
        }
    }

    /** Tests it also with bytes in transit: a close would reset such a connection. */
    private void assertSeesEndOfFile(byte[] sent) throws Exception {
        try (SocketChannel refused = Client.connect(socket)) {
            refused.configureBlocking(false);
            Crowd.writeWhatFits(refused, ByteBuffer.wrap(sent));
            refused.configureBlocking(true);
            assertArrayEquals(new byte[0], Client.readToEnd(refused));
        }
    }

    @Test
    void testFewDescriptors_limitIsLoweredWithAWarning_andAFloodIsSurvived() throws Exception {
        int descriptors = ServeProcess.leastDescriptors() + 10;
        try (ServeProcess server =
                ServeProcess.startWithDescriptors(descriptors, socket).awaitStarted()) {
            assertTrue(
                    server.output()
                            .contains("echo.max-connections=8192 does not fit the limit of " + descriptors
                                    + " file descriptors"),
                    server::output);
            List<SocketChannel> flood = Crowd.connect(socket, 200);
            await().until(() -> server.output().contains("Refused a connection"));
            assertEquals(200, server.health("live"));
            Crowd.close(flood);
            await().until(() -> Client.isServed(socket));
            await().until(() -> server.health("ready") == 200);
            assertEquals(0, server.terminate(), server::output);
            assertEquals(-1, server.output().indexOf("\tat "), server::output);
        }
    }
}
