package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.echo.Echo;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.TestConfig;
import dev.udsecho.time.Ticker;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** An Echo that blocks stops its event loop, and not the end of the service. */
class BlockedEchoTest extends ServiceTest {
    @Override
    Class<?> logged() {
        return Listeners.class;
    }

    @Test
    void testDrainAndClose_returnThoughAnEventLoopIsBlocked() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        EchoConfig config = TestConfig.of(Map.of("echo.socket.path", socket.toString()));
        Echo echo = buffer -> {
            blocked.countDown();
            awaitUninterrupted(over);
            return buffer;
        };
        PathOwner publication = new PathOwner(vertx, config, new Connections(config, echo));
        publication.claim();
        publication.publish();
        try (SocketChannel client = Client.connect(socket)) {
            client.write(ByteBuffer.wrap(new byte[] {1}));
            blocked.await();
            publication.withdraw();
            assertFalse(Files.exists(socket));
            publication.drain(Ticker.SYSTEM.nanos());
            publication.close();
            over.countDown();
            Client.readToEnd(client);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
