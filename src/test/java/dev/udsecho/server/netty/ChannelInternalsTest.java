package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.server.TestService;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Moved;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelInternalsTest {
    private static final String REMEDY = "find its successor in Netty's sources, use it in ChannelInternals, and run"
            + " UnreadLogIT, BurstIT, DescriptorsIT and src/bench/run";

    @TempDir
    Path directory;

    private final CompletableFuture<String> read = new CompletableFuture<>();
    private final CompletableFuture<Channel> ended = new CompletableFuture<>();
    private Path name;

    @BeforeEach
    void chooseName() {
        name = directory.resolve("echo.sock");
    }

    @Test
    void testContext_isThatOfTheConnectionsHandler() {
        Moved.unless(
                "Vert.x' NetSocketInternal.channelHandlerContext()",
                "use io.vertx.core.internal.net.NetSocketInternal of Vert.x 5 in ChannelInternals, and run FlowTest",
                () -> {
                    CompletableFuture<Channel> accepted = new CompletableFuture<>();
                    NetServer server = TestService.vertx().createNetServer().connectHandler(socket -> {
                        ChannelHandlerContext context = ChannelInternals.context(socket);
                        accepted.complete(context.channel());
                        assertSame(context, context.pipeline().lastContext());
                    });
                    await(server.listen(SocketAddress.domainSocketAddress(name.toString()))
                            .toCompletionStage()
                            .toCompletableFuture());
                    try (SocketChannel client = Client.connect(name)) {
                        assertTrue(client.isConnected());
                        assertSame(
                                EpollServerDomainSocketChannel.class,
                                await(accepted).parent().getClass());
                    } finally {
                        await(server.close().toCompletionStage().toCompletableFuture());
                    }
                });
    }

    /** Nothing else asks for a read here. */
    @Test
    void testRequestFirstRead_beforeTheRegistration_isDoneAfterIt() {
        Moved.unless("Netty's Unsafe.beginRead(), before the registration of a channel", REMEDY, () -> {
            try (EpollListener listener = EpollListener.on(name, new FirstRead(), new Connection(read, ended));
                    SocketChannel client = Client.connect(name)) {
                assertTrue(listener.channel().isActive());
                client.write(ByteBuffer.wrap(new byte[] {'x'}));
                assertEquals("x", await(read));
            }
        });
    }

    @Test
    void testCloseDescriptor_endsTheConnection_andNettyDoesTheRest() {
        Moved.unless("Netty's close of a channel whose descriptor is closed already", REMEDY, () -> {
            try (EpollListener listener = EpollListener.on(name, new FirstRead(), new Connection(read, ended));
                    SocketChannel client = Client.connect(name)) {
                assertTrue(listener.channel().isActive());
                client.write(ByteBuffer.wrap(new byte[] {'x'}));
                assertFalse(await(ended).isOpen());
                assertEquals(0, Client.readToEnd(client).length);
            }
        });
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        return future.get(1, TimeUnit.MINUTES);
    }

    /** Requests the first read of each accepted connection, and no other. */
    private static final class FirstRead extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            ((Channel) accepted).config().setAutoRead(false);
            ChannelInternals.requestFirstRead((Channel) accepted);
            context.fireChannelRead(accepted);
        }
    }

    /** Takes what is read, and closes the connection past Netty. */
    private static final class Connection extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<String> read;
        private final CompletableFuture<Channel> ended;

        Connection(CompletableFuture<String> read, CompletableFuture<Channel> ended) {
            this.read = read;
            this.ended = ended;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            read.complete(((ByteBuf) bytes).toString(StandardCharsets.US_ASCII));
            ((ByteBuf) bytes).release();
            ChannelInternals.closeDescriptor(context.channel());
            context.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            ended.complete(context.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            read.completeExceptionally(failure);
            ended.completeExceptionally(failure);
        }
    }
}
