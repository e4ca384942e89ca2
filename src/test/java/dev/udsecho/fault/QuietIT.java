package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests clients whose connection makes no progress, and clients that are only slow. */
class QuietIT {
    private static final byte[] PING = {'p', 'i', 'n', 'g'};

    private static final int CHUNK = 10_000;

    /**
     * Maximum number of bytes buffered for one connection: a read, and the few bytes that Netty reads after a
     * half-close.
     */
    private static final int BOUND = 64 * 1024 + 2 * 64;

    /** Maximum number of bytes buffered for a connection that was reading before, and has a larger read size. */
    private static final int READERS_BOUND = 128 * 1024 + 2 * 64;

    private static final Pattern STALLED = Pattern.compile("whose peer took none of (\\d+) bytes for 1s");

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    private ServeProcess serve(String key, String value) {
        return ServeProcess.start(Map.of("ECHO_SOCKET_PATH", socket.toString(), key, value))
                .awaitStarted();
    }

    @Test
    void testIdleConnection_seesEndOfFile_andOneWithTrafficGoesOn() throws Exception {
        try (ServeProcess server = serve("ECHO_IDLE_TIMEOUT", "3s");
                SocketChannel idle = Client.connect(socket);
                SocketChannel lively = Client.connect(socket)) {
            assertArrayEquals(PING, Client.roundTrip(idle, PING));
            for (int i = 0; i < 20; i++) {
                assertArrayEquals(PING, Client.roundTrip(lively, PING));
                TimeUnit.MILLISECONDS.sleep(
                        200); // slower than no pause, faster than the timeout: that is what is tried
            }
            assertArrayEquals(new byte[0], Client.readToEnd(idle));
            assertArrayEquals(PING, Client.roundTrip(lively, PING));
            assertTrue(server.output().contains("nothing moved for 3s (echo.idle-timeout)"), server::output);
        }
    }

    @Test
    void testNoIdleTimeout_isTheDefault() throws Exception {
        try (ServeProcess server = serve("ECHO_STALL_TIMEOUT", "100ms");
                SocketChannel idle = Client.connect(socket)) {
            assertArrayEquals(PING, Client.roundTrip(idle, PING));
            TimeUnit.SECONDS.sleep(2); // nothing is to happen
            assertArrayEquals(PING, Client.roundTrip(idle, PING));
            assertFalse(server.output().contains("WARN"), server::output);
        }
    }

    /** Reads at the rate under test: 60 KB a second, while the kernel reports room only after about 160 KB. */
    @Test
    void testSlowReader_isNotStalled() throws Exception {
        byte[] sent = Client.randomBytes(1_000_000);
        try (ServeProcess server = serve("ECHO_STALL_TIMEOUT", "2s");
                SocketChannel slow = Client.connect(socket)) {
            Thread writer = new Thread(() -> writeAll(slow, sent));
            writer.start();
            byte[] received = new byte[sent.length];
            for (int at = 0; at < sent.length; at += CHUNK) {
                TimeUnit.MILLISECONDS.sleep(at < sent.length / 2 ? 160 : 0);
                System.arraycopy(Client.read(slow, CHUNK), 0, received, at, CHUNK);
            }
            writer.join();
            assertTrue(Arrays.equals(sent, received));
            assertFalse(server.output().contains("WARN"), server::output);
        }
    }

    private static void writeAll(SocketChannel channel, byte[] bytes) {
        try {
            channel.write(ByteBuffer.wrap(bytes));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void testStalledClient_isClosed_andAtMostOneReadIsBuffered(boolean halfCloses) throws Exception {
        try (ServeProcess server = serve("ECHO_STALL_TIMEOUT", "1s");
                SocketChannel stalled = Client.connect(socket)) {
            stalled.configureBlocking(false);
            await().during(java.time.Duration.ofMillis(300))
                    .until(() -> !Crowd.writeWhatFits(stalled, ByteBuffer.wrap(Client.randomBytes(1_000_000))));
            if (halfCloses) {
                stalled.shutdownOutput();
                stalled.configureBlocking(true);
                Client.read(stalled, 100_000);
            }
            await().until(() -> STALLED.matcher(server.output()).find());
            Matcher waiting = STALLED.matcher(server.output());
            assertTrue(waiting.find());
            assertTrue(Integer.parseInt(waiting.group(1)) <= BOUND, server::output);
            assertTrue(Client.isServed(socket));
            assertEquals(0, server.terminate(), server::output);
        }
    }

    @Test
    void testClientThatReadAndThenStalls_isClosed_andAtMostALargeReadIsBuffered() throws Exception {
        try (ServeProcess server = serve("ECHO_STALL_TIMEOUT", "1s");
                SocketChannel client = Client.connect(socket)) {
            byte[] part = Client.randomBytes(100_000);
            for (int i = 0; i < 20; i++) {
                assertArrayEquals(part, Client.roundTrip(client, part));
            }
            client.configureBlocking(false);
            await().during(java.time.Duration.ofMillis(300))
                    .until(() -> !Crowd.writeWhatFits(client, ByteBuffer.wrap(Client.randomBytes(1_000_000))));
            await().until(() -> STALLED.matcher(server.output()).find());
            Matcher waiting = STALLED.matcher(server.output());
            assertTrue(waiting.find());
            assertTrue(Integer.parseInt(waiting.group(1)) <= READERS_BOUND, server::output);
            assertTrue(Client.isServed(socket));
        }
    }
}
