package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.echo.Echo;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.TestConfig;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests that an Echo that blocks stops its event loop, but not the shutdown of the service. */
@Tag("long")
class BlockedEchoTest extends ServiceTest {
    @Override
    Class<?> logged() {
        return EchoListener.class;
    }

    @Test
    void testDrainAndClose_returnWhileAnEventLoopIsBlocked() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        EchoConfig config = TestConfig.of(Map.of("echo.socket.path", socket.toString()));
        Echo echo = buffer -> {
            blocked.countDown();
            awaitUninterrupted(over);
            return buffer;
        };
        Connections connections = new Connections(config, echo);
        PublishedPath published = new PublishedPath(config, connections, new EchoListeners(vertx, config, connections));
        published.start(failure -> {});
        try (SocketChannel client = Client.connect(socket)) {
            client.write(ByteBuffer.wrap(new byte[] {1}));
            blocked.await();
            published.owner().withdraw();
            assertFalse(Files.exists(socket));
            published.owner().drain(Duration.ZERO);
            published.close();
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
