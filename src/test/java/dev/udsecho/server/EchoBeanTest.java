package dev.udsecho.server;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.echo.Echo;
import dev.udsecho.echo.VerbatimEcho;
import dev.udsecho.path.owner.BoundListener;
import dev.udsecho.server.connection.CloseReason;
import dev.udsecho.server.connection.ConnectionCounters;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.server.netty.AdaptiveReadSize;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.TestConfig;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests on real connections beans that answer with another buffer than the received one. */
@Tag("long")
class EchoBeanTest {
    private static final byte[] TEXT = "twelve bytes".getBytes(StandardCharsets.UTF_8);

    /** The number of bytes, more than one read, so that buffers are reused. */
    private static final int LONG = 1_000_000;

    @TempDir
    Path directory;

    private Vertx vertx;
    private Path socket;
    private BoundListener listener;
    private Connections connections;

    @BeforeEach
    void startVertx() {
        vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        socket = directory.resolve("echo.sock");
    }

    @AfterEach
    void stop() {
        listener.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void serve(Echo echo) throws Exception {
        EchoConfig config = TestConfig.of(Map.of("echo.socket.path", socket.toString(), "echo.event-loops", "1"));
        connections = new Connections(config, echo);
        listener = new EchoListeners(vertx, config, connections).bind(socket);
    }

    private byte[] answer(byte[] sent) throws Exception {
        return Client.exchange(socket, sent);
    }

    private void assertAnswer(String expected) throws Exception {
        assertEquals(expected, new String(answer(TEXT), StandardCharsets.UTF_8));
        assertEquals(expected, new String(answer(TEXT), StandardCharsets.UTF_8));
    }

    @Test
    void testChangedInPlace_isSent() throws Exception {
        serve(received -> received.setString(0, received.toString().toUpperCase(Locale.ROOT)));
        assertAnswer("TWELVE BYTES");
    }

    @Test
    void testOtherBuffer_isSent() throws Exception {
        serve(received -> Buffer.buffer("<").appendBuffer(received).appendString(">"));
        assertAnswer("<twelve bytes>");
    }

    @Test
    void testPartOfTheBuffer_isSent() throws Exception {
        serve(received -> received.slice(0, 6));
        assertAnswer("twelve");
    }

    @Test
    void testEmptyAnswer_sendsNothing_andTheNextReadIsAnswered() throws Exception {
        serve(received -> received.getByte(0) == 't' ? Buffer.buffer() : received);
        assertAnswer("");
        assertArrayEquals(new byte[] {1}, answer(new byte[] {1}));
    }

    /** Appending to a full read enlarges its buffer; later reads have the standard size. */
    @Test
    void testAppendedToLongReads_isSent() throws Exception {
        List<Integer> reads = new ArrayList<>();
        serve(received -> {
            reads.add(received.length());
            return received.appendByte((byte) 7);
        });
        int answered = answer(Client.randomBytes(LONG)).length;
        assertEquals(LONG + reads.size(), answered);
        assertTrue(reads.stream().allMatch(length -> length <= AdaptiveReadSize.MAX_FROM_READERS), reads::toString);
    }

    @Test
    void testKeptCopies_areNotOverwritten() throws Exception {
        byte[] sent = Client.randomBytes(LONG);
        List<Buffer> kept = new ArrayList<>();
        serve(received -> {
            kept.add(received.copy());
            return received;
        });
        assertArrayEquals(sent, answer(sent));
        Buffer all = Buffer.buffer();
        kept.forEach(all::appendBuffer);
        assertArrayEquals(sent, all.getBytes());
    }

    /** A thousand leaked buffers would be 64 MB. */
    @Test
    void testFailure_endsItsConnectionOnly_andLeaksNoMemory() throws Exception {
        serve(received -> {
            if (received.getByte(0) == 't') {
                throw new IllegalStateException("cannot answer this");
            }
            return new VerbatimEcho().answer(received);
        });
        try (SocketChannel other = Client.connect(socket)) {
            assertArrayEquals(new byte[] {1}, Client.roundTrip(other, new byte[] {1}));
            long before = PlatformDependent.usedDirectMemory();
            for (int i = 0; i < 1000; i++) {
                assertAnswer("");
            }
            assertTrue(PlatformDependent.usedDirectMemory() - before < 16_000_000);
            assertArrayEquals(new byte[] {2}, Client.roundTrip(other, new byte[] {2}));
            ConnectionCounters counts = connections.counts();
            await().until(() -> counts.closed(CloseReason.ERROR) == 2000);
            assertEquals(2000L * TEXT.length, counts.dropped());
            assertEquals(counts.received(), counts.sent() + counts.dropped());
            assertEquals(1, counts.active());
        }
    }
}
