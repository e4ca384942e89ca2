package dev.udsecho.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The connections to the HTTP port, {@value #MOST} at most: when one more comes, the one closes that has been without a
 * request for the longest time. So whoever fills the port with silent connections keeps no health check out. Each is bounded
 * by {@link HttpPipeline}, so all of them hold no more than 20 MiB of answers. For any thread.
 */
@Singleton
public final class HttpConnections {
    /** Fewer than quarkus.http.limits.max-connections, which would refuse the newest one. */
    static final int MOST = 128;

    private final Set<Channel> silent = new LinkedHashSet<>();
    private Channel listener;
    private int open;

    /** Bounds a connection on which a request has come, and from then on all that its listener accepts. */
    public void guard(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        if (channel.pipeline().get(HttpPipeline.class) == null) {
            bound(channel);
        }
        if (isNew(channel.parent())) {
            channel.parent().pipeline().addFirst(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext context, Object accepted) {
                    accepted((Channel) accepted);
                    context.fireChannelRead(accepted);
                }
            });
        }
    }

    private void bound(Channel channel) {
        String vertx = channel.pipeline().context(VertxHandler.class).name();
        channel.pipeline().addBefore(vertx, null, new HttpPipeline(this));
    }

    private synchronized boolean isNew(Channel found) {
        boolean isNew = found != null && found != listener;
        listener = found == null ? listener : found;
        return isNew;
    }

    private void accepted(Channel channel) {
        channel.pipeline().addFirst(new Begin());
        channel.closeFuture().addListener(closed -> closed(channel));
        Channel oldest = add(channel);
        if (oldest != null) {
            oldest.close();
        }
    }

    private synchronized Channel add(Channel channel) {
        open++;
        Channel oldest = null;
        if (open > MOST && !silent.isEmpty()) {
            oldest = silent.iterator().next();
            silent.remove(oldest);
        }
        silent.add(channel);
        return oldest;
    }

    private synchronized void closed(Channel channel) {
        open--;
        silent.remove(channel);
    }

    /** A request has come on it. */
    synchronized void busy(Channel channel) {
        silent.remove(channel);
    }

    /** All its requests were answered. */
    synchronized void silent(Channel channel) {
        if (channel.isOpen()) {
            silent.add(channel);
        }
    }

    /** Puts the bound before the handler of Vert.x, which is there when the first byte comes. */
    private final class Begin extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            bound(context.channel());
            context.fireChannelRead(bytes);
            context.pipeline().remove(this);
        }
    }
}
