package dev.udsecho.server.netty;

import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.time.Ticker;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Bounds the memory of the connections of the HTTP port. Netty calls this class for each accepted socket, since neither
 * Quarkus nor Vert.x exposes the channel of a connection that has sent nothing. Netty finds it through
 * {@code META-INF/services}, and only after {@link #enable}.
 *
 * <p>A connection holds one read ({@value #READ_SIZE} bytes), one request (8 KB of head, 16 KB of body, by
 * {@code quarkus.http.limits}) and one answer (the largest is about 20 KB): less than 64 KB, and so less than 8 MB for
 * {@link HttpConnectionLimit#MAX} of them. The kernel holds at most twice {@value #KERNEL_BUFFER} bytes in each
 * direction (<a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>, SO_SNDBUF): 16 MB for all.
 */
public final class HttpChannels extends ChannelInitializerExtension {
    /** The size of a read in bytes: 40 of the shortest requests. */
    private static final int READ_SIZE = 1024;

    private static final int KERNEL_BUFFER = 32 * 1024;
    /** The pause in milliseconds before the next accept while the port is full. */
    private static final int RETRY_MILLIS = 10;

    private static final String DECODER = "httpDecoder";
    private static final String ENCODER = "httpEncoder";

    private final HttpConnectionLimit connections = new HttpConnectionLimit(HttpConnectionLimit.MAX);
    private final RateLimitedLog log =
            new RateLimitedLog(Logger.getLogger("dev.udsecho.http"), Logger.Level.INFO, 1, Ticker.SYSTEM);

    /** Enables extensions in Netty. Must be called before the first server is started. */
    public static void enable() {
        System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
    }

    @Override
    public void postInitializeServerChildChannel(Channel accepted) {
        if (accepted instanceof SocketChannel connection) {
            connection
                    .config()
                    .setSendBufferSize(KERNEL_BUFFER)
                    .setReceiveBufferSize(KERNEL_BUFFER)
                    .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(READ_SIZE).maxMessagesPerRead(1));
            connection.pipeline().addFirst(new Installer(new HttpGate(accepted, connections, log, Ticker.SYSTEM)));
        }
    }

    @Override
    public void postInitializeServerListenerChannel(ServerChannel listener) {
        if (listener instanceof ServerSocketChannel) {
            listener.config().setRecvByteBufAllocator(new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(1));
            listener.pipeline().addFirst(new Acceptor());
        }
    }

    /** Accepts one connection at a time while the port is not full. Further connects wait in the backlog. */
    private final class Acceptor extends ChannelOutboundHandlerAdapter {
        @Override
        public void read(ChannelHandlerContext listener) {
            if (!connections.isFull()) {
                listener.read();
                return;
            }
            connections.evictable().forEach(oldest -> {
                log.log(() -> "Closed a silent HTTP connection: others wait for its place");
                oldest.abort();
            });
            ChannelConfig config = listener.channel().config();
            config.setAutoRead(false);
            listener.executor().schedule(() -> config.setAutoRead(true), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Adds the gate behind the HTTP codec, which Vert.x has added by the time that the channel is active. */
    private static final class Installer extends ChannelInboundHandlerAdapter {
        private final HttpGate gate;

        Installer(HttpGate gate) {
            this.gate = gate;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (context.pipeline().get(DECODER) != null) {
                context.pipeline().addAfter(ENCODER, null, gate);
            }
            context.fireChannelActive();
            context.pipeline().remove(this);
        }
    }
}
