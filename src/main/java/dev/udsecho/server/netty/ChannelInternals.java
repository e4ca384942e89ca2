package dev.udsecho.server.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.io.IOException;

/**
 * The access to the internals of Vert.x and Netty: the pipeline of a connection, its first read, and its descriptor.
 * Other classes use the descriptor that this one returns. {@code ChannelInternalsTest} fails when an upgrade moves one.
 */
final class ChannelInternals {
    private ChannelInternals() {}

    /** Returns the place of Vert.x' handler in the pipeline of a connection. */
    static ChannelHandlerContext context(NetSocket socket) {
        return ((NetSocketInternal) socket).channelHandlerContext();
    }

    /** Returns the descriptor of a connection or listener. */
    static Socket descriptor(Channel channel) {
        return (Socket) ((UnixChannel) channel).fd();
    }

    /** Requests the first read of an accepted connection before its registration with epoll, which saves a system call. */
    static void requestFirstRead(Channel accepted) {
        accepted.unsafe().beginRead();
    }

    /**
     * Closes the descriptor past Netty, which finds it closed and does the rest. Closing a descriptor removes it from
     * its epoll set (<a href="https://man7.org/linux/man-pages/man7/epoll.7.html">epoll(7)</a>), so Netty need not
     * remove it.
     */
    static void closeDescriptor(Channel channel) {
        try {
            descriptor(channel).close();
        } catch (IOException closedAnyway) {
            return;
        }
    }
}
