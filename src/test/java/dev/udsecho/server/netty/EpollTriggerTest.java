package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.server.TestService;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Moved;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollMode;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the modes of a listener that was moved to an event loop, and of its connection. */
class EpollTriggerTest {
    private static final String REMEDY =
            "read the release notes of Netty about EpollMode (4.2 is always level-triggered:"
                    + " remove EpollTrigger with its callers), then run UrgentBytesIT and src/bench/run";

    @TempDir
    Path directory;

    private final NetServer server = TestService.vertx().createNetServer();
    private final CompletableFuture<Channel> accepted = new CompletableFuture<>();
    private final CompletableFuture<ScheduledExecutorService> moved = new CompletableFuture<>();

    /** Returns a connection whose listener was moved to an event loop. */
    private Channel connection() throws Exception {
        Path name = directory.resolve("echo.sock");
        server.connectHandler(socket -> {
            accepted.complete(ChannelInternals.context(socket).channel());
            new NativeListener(socket).acceptOnEventLoop(moved);
        });
        server.listen(SocketAddress.domainSocketAddress(name.toString()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES);
        try (SocketChannel client = Client.connect(name)) {
            assertTrue(client.isConnected());
            moved.get(1, TimeUnit.MINUTES);
        }
        return accepted.join();
    }

    @AfterEach
    void close() throws Exception {
        server.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    private static EpollMode mode(Channel channel) {
        return channel.config().getOption(EpollChannelOption.EPOLL_MODE);
    }

    @Test
    void testListener_isLevelTriggered() {
        Moved.unless(
                "Netty's EPOLL_MODE, by which a listener is level-triggered",
                REMEDY,
                () -> assertEquals(EpollMode.LEVEL_TRIGGERED, mode(connection().parent())));
    }

    @Test
    void testConnection_isEdgeTriggered() {
        Moved.unless(
                "Netty's default for a connection, edge-triggered, for which EpollTrigger.reportAgain was made",
                REMEDY,
                () -> assertEquals(EpollMode.EDGE_TRIGGERED, mode(connection())));
    }
}
