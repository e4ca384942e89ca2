package dev.udsecho.server.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A listener of Netty alone, on one event loop. */
record EpollListener(EpollEventLoopGroup loops, Channel channel) implements AutoCloseable {
    /** Listens with a handler of the listener and a handler for its only connection. */
    static EpollListener on(Path name, ChannelHandler ofListener, ChannelHandler ofConnection) throws Exception {
        EpollEventLoopGroup loops = new EpollEventLoopGroup(1);
        Channel channel = new ServerBootstrap()
                .group(loops)
                .channel(EpollServerDomainSocketChannel.class)
                .handler(ofListener)
                .childHandler(ofConnection)
                .bind(new DomainSocketAddress(name.toString()))
                .sync()
                .channel();
        return new EpollListener(loops, channel);
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.MINUTES).syncUninterruptibly();
    }
}
