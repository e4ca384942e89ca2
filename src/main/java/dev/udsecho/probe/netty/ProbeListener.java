package dev.udsecho.probe.netty;

import dev.udsecho.probe.SharedProbe;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Listens for HTTP requests and answers each with the result of a probe. One event loop serves all connections. Each has
 * {@value #REQUEST_SECONDS} s for its request of {@value #MAX_HEAD} bytes at most, and ends with the answer.
 */
public final class ProbeListener implements Closeable {
    private static final int REQUEST_SECONDS = 5;
    private static final int MAX_LINE = 4 * 1024;
    private static final int MAX_HEAD = 8 * 1024;

    private final EventLoopGroup loop;
    private final Channel listener;

    private ProbeListener(EventLoopGroup loop, Channel listener) {
        this.loop = loop;
        this.listener = listener;
    }

    /**
     * Starts to listen. Blocks until it does.
     *
     * @param address where to listen; port 0 stands for a free one
     * @throws IOException if the address cannot be bound
     */
    public static ProbeListener start(InetSocketAddress address, SharedProbe probe) throws IOException {
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        EventLoopGroup loop = new NioEventLoopGroup(1);
        ConnectionBound bound = new ConnectionBound();
        ChannelFuture listening = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline()
                                .addLast(
                                        bound,
                                        new ReadTimeoutHandler(REQUEST_SECONDS),
                                        new HttpServerCodec(MAX_LINE, MAX_HEAD, MAX_HEAD),
                                        new ProbeHandler(probe, bound));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!listening.isSuccess()) {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException(listening.cause().getMessage(), listening.cause());
        }
        return new ProbeListener(loop, listening.channel());
    }

    /** Returns the address that it listens on. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Stops listening, and closes all connections. Blocks for five seconds at most. */
    @Override
    public void close() {
        listener.close();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(REQUEST_SECONDS, TimeUnit.SECONDS);
    }
}
