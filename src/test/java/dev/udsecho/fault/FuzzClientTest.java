package dev.udsecho.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.PlainServer;
import dev.udsecho.testing.PlainServer.ConnectionHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that fuzz clients repeat their actions for the same seed, detect errors of a server, and report how to
 * reproduce them.
 */
class FuzzClientTest {
    private static final long SEED = 1;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path directory;

    @Test
    void testLifePlan_isRepeatableForSeedClientAndNumber() {
        for (long life = 0; life < 1000; life++) {
            assertEquals(plan(SEED, 0, life), plan(SEED, 0, life));
            assertNotEquals(plan(SEED, 0, life), plan(SEED, 0, life + 1));
            assertNotEquals(plan(SEED, 0, life), plan(SEED, 1, life));
            assertNotEquals(plan(SEED, 0, life), plan(SEED + 1, 0, life));
        }
    }

    @Test
    void testCorrectServer_passes() throws Exception {
        Tally lived = runLives(PATIENCE, client -> echo(client, read -> {}));
        assertTrue(lived.lives() > FuzzClients.CLIENTS && lived.bytes() > 0, lived::toString);
    }

    @Test
    void testChangedByte_isDetected() {
        assertDetected(
                "sent .*, came ",
                PATIENCE,
                client -> echo(client, read -> read.put(read.limit() - 1, (byte) ~read.get(0))));
    }

    @Test
    void testLostByte_isDetected() {
        assertDetected(
                "sent .*, came |the server ended the connection",
                PATIENCE,
                client -> echo(client, read -> read.limit(read.limit() - 1)));
    }

    @Test
    void testExtraByte_isDetected() {
        assertDetected("more came back than was sent", PATIENCE, client -> {
            echo(client, read -> {});
            client.write(ByteBuffer.allocate(1));
        });
    }

    @Test
    void testSilence_isDetected() {
        assertDetected("no end after PT2S", Duration.ofSeconds(2), client -> {
            echo(client, read -> read.position(read.limit()));
            Thread.currentThread().join();
        });
    }

    private static LifePlan plan(long seed, int client, long life) {
        return LifePlan.draw(new FuzzClient(seed, client, new byte[0], PATIENCE).random(life));
    }

    /** Answers all input until its end, after an action on each read. */
    private static void echo(SocketChannel client, Consumer<ByteBuffer> flaw) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (client.read(buffer.clear()) >= 0) {
            flaw.accept(buffer.flip());
            while (buffer.hasRemaining()) {
                client.write(buffer);
            }
        }
    }

    private void assertDetected(String problem, Duration lifeTimeout, ConnectionHandler handler) {
        String message = assertThrows(AssertionError.class, () -> runLives(lifeTimeout, handler))
                .getMessage();
        assertTrue(
                message.matches("-Dfuzz.seed=1, client \\d, life \\d+, offset \\d+ of \\d+: (" + problem + ").*"),
                message);
    }

    private Tally runLives(Duration lifeTimeout, ConnectionHandler handler) throws Exception {
        Path socket = directory.resolve("plain.sock");
        PlainServer server = new PlainServer(socket, handler);
        try (server;
                FuzzClients clients = new FuzzClients(SEED, socket, lifeTimeout)) {
            return clients.runLives(Duration.ofSeconds(1));
        }
    }
}
