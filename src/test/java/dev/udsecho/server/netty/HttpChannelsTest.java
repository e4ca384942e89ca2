package dev.udsecho.server.netty;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.LogCapture;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the limits of a port on which a server with the codec of Vert.x listens. */
class HttpChannelsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final HttpChannels limits = new HttpChannels();
    private final EventLoopGroup loop = new NioEventLoopGroup(1);
    private final LogCapture logged = new LogCapture("dev.udsecho.http");
    private final List<SocketChannel> clients = new ArrayList<>();
    private Channel listener;

    /** Answers each request. */
    private static final class Answers extends SimpleChannelInboundHandler<LastHttpContent> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, LastHttpContent end) {
            DefaultFullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
            context.writeAndFlush(answer);
        }
    }

    @BeforeEach
    void listen() throws Exception {
        listener = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .handler(new ChannelInitializer<ServerChannel>() {
                    @Override
                    protected void initChannel(ServerChannel server) {
                        limits.postInitializeServerListenerChannel(server);
                    }
                })
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline()
                                .addLast("httpDecoder", new HttpRequestDecoder())
                                .addLast("httpEncoder", new HttpResponseEncoder())
                                .addLast(new Answers());
                        limits.postInitializeServerChildChannel(accepted);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    @AfterEach
    void close() throws Exception {
        for (SocketChannel client : clients) {
            client.close();
        }
        listener.close().sync();
        logged.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    private SocketChannel connect() throws IOException {
        SocketChannel client = SocketChannel.open(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), ((InetSocketAddress) listener.localAddress()).getPort()));
        clients.add(client);
        return client;
    }

    /** Sends a request, and returns the start of the answer. */
    private static String answer(SocketChannel client, String request) throws IOException {
        client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer read = ByteBuffer.allocate(12);
        while (read.hasRemaining() && client.read(read) >= 0) {}
        return Unpooled.wrappedBuffer(read.flip()).toString(StandardCharsets.US_ASCII);
    }

    private static boolean isEnded(SocketChannel client) {
        try {
            return client.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void testRequest_isAnswered() throws Exception {
        assertEquals("HTTP/1.1 200", answer(connect(), GET));
    }

    @Test
    void testMalformedRequest_isAnsweredByTheGate() throws Exception {
        assertEquals("HTTP/1.1 400", answer(connect(), "nonsense\r\n\r\n"));
        assertEquals(List.of("INFO Refused a malformed HTTP request"), logged.take());
    }

    @Test
    void testFull_theOldestSilentConnection_makesRoom() throws Exception {
        for (int open = 0; open < HttpConnectionLimit.MAX; open++) {
            connect().configureBlocking(false);
        }
        assertEquals("HTTP/1.1 200", answer(connect(), GET));
        await().until(() -> isEnded(clients.get(0)));
        assertEquals(List.of("INFO Closed a silent HTTP connection: others wait for its place"), logged.take());
        assertTrue(clients.stream().filter(HttpChannelsTest::isEnded).count() < HttpConnectionLimit.MAX);
    }
}
