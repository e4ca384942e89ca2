package dev.udsecho.probe.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Limits the open connections of a listener. Above {@value #MAX_WITHOUT_REQUEST} without a complete request, the oldest of
 * these is closed, so that idle clients do not block others. Above {@value #MAX_WITH_REQUEST} with a request that is not
 * answered yet, new connections are closed. For one event loop.
 */
@ChannelHandler.Sharable
final class ConnectionBound extends ChannelInboundHandlerAdapter {
    static final int MAX_WITHOUT_REQUEST = 64;
    static final int MAX_WITH_REQUEST = 256;

    private final Set<Channel> withoutRequest = new LinkedHashSet<>();
    private final Set<Channel> withRequest = new HashSet<>();

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (withRequest.size() >= MAX_WITH_REQUEST) {
            context.close();
            return;
        }
        if (withoutRequest.size() >= MAX_WITHOUT_REQUEST) {
            Iterator<Channel> oldest = withoutRequest.iterator();
            Channel closing = oldest.next();
            oldest.remove();
            closing.close();
        }
        withoutRequest.add(context.channel());
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        withoutRequest.remove(context.channel());
        withRequest.remove(context.channel());
        context.fireChannelInactive();
    }

    /** Counts a connection whose request is complete. */
    void requested(Channel channel) {
        if (withoutRequest.remove(channel)) {
            withRequest.add(channel);
        }
    }
}
