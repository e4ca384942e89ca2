package dev.udsecho.path.contract;

import dev.udsecho.path.owner.BoundListener;
import dev.udsecho.path.owner.ListenerFactory;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@Tag("long")
class NettyServerTest implements OwnedServerContract {
    private static final EpollEventLoopGroup LOOPS = new EpollEventLoopGroup(2);

    @AfterAll
    static void endLoops() {
        LOOPS.shutdownGracefully();
    }

    @Override
    public ListenerFactory factory() {
        return name -> {
            NettyEcho echo = new NettyEcho();
            echo.listener = new ServerBootstrap()
                    .group(LOOPS)
                    .channel(EpollServerDomainSocketChannel.class)
                    .childHandler(echo)
                    .bind(new DomainSocketAddress(name.toString()))
                    .syncUninterruptibly()
                    .channel();
            return echo;
        };
    }

    @Override
    public boolean isAnswered(Path socket) throws IOException {
        return EchoClients.isEchoed(socket);
    }

    /** The listener and the handler of its connections. */
    @Sharable
    private static final class NettyEcho extends ChannelInboundHandlerAdapter implements BoundListener {
        private final AtomicInteger open = new AtomicInteger();
        private Channel listener;

        @Override
        public void channelActive(ChannelHandlerContext client) {
            open.incrementAndGet();
        }

        @Override
        public void channelRead(ChannelHandlerContext client, Object bytes) {
            client.writeAndFlush(bytes);
        }

        @Override
        public void channelInactive(ChannelHandlerContext client) {
            open.decrementAndGet();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext client, Throwable reset) {
            client.close();
        }

        @Override
        public boolean isIdle() {
            return open.get() == 0;
        }

        @Override
        public void close() {
            listener.close().syncUninterruptibly();
        }
    }
}
