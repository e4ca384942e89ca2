package dev.udsecho.server.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.DomainSocketAddress;
import io.vertx.core.net.NetSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** The operations of a listener that Vert.x does not offer, on the Netty channel below it. */
public final class NativeListener {
    private final Channel listener;
    private final EventLoop loop;

    /** Wraps the listener that has just accepted a socket, on the socket's event loop. */
    public NativeListener(NetSocket accepted) {
        Channel connection = ChannelInternals.context(accepted).channel();
        listener = connection.parent();
        loop = connection.eventLoop();
    }

    /**
     * Moves the listener to the event loop of its first socket, so that it accepts there. Vert.x accepts on a thread of
     * its own, so each connection would wait until a second thread wakes up.
     *
     * @param moved is completed with that loop, or with the failure
     */
    public void acceptOnEventLoop(CompletableFuture<ScheduledExecutorService> moved) {
        listener.pipeline().addFirst(new ListenerHandler());
        listener.deregister().addListener(deregistered -> {
            EpollTrigger.setLevelTriggered(listener);
            loop.register(listener).addListener(registered -> {
                if (registered.isSuccess()) {
                    moved.complete(loop);
                } else {
                    moved.completeExceptionally(registered.cause());
                }
            });
        });
    }

    /**
     * Reports each failed accept(2) to the consumer, instead of Netty's stack trace. Netty tries again after a second.
     */
    public void onAcceptFailure(Consumer<Throwable> failed) {
        listener.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void exceptionCaught(ChannelHandlerContext acceptor, Throwable failure) {
                failed.accept(failure);
            }
        });
    }

    /**
     * Requests the first read of each accepted socket early. Closes the listener past Netty if a file exists at the
     * name to which it was bound: Netty would delete that file, which is not ours, since ours was removed when it was
     * published.
     */
    private static final class ListenerHandler extends ChannelDuplexHandler {
        @Override
        public void close(ChannelHandlerContext context, ChannelPromise closed) {
            DomainSocketAddress bound = (DomainSocketAddress) context.channel().localAddress();
            if (!Files.exists(Path.of(bound.path()), LinkOption.NOFOLLOW_LINKS)) {
                context.close(closed);
                return;
            }
            context.channel().deregister().addListener(deregistered -> {
                ChannelInternals.closeDescriptor(context.channel());
                closed.trySuccess();
            });
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            ChannelInternals.requestFirstRead((Channel) accepted);
            context.fireChannelRead(accepted);
        }
    }
}
