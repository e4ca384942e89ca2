package dev.udsecho.server.netty;

import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.os.PeerIds;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollMode;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.channel.unix.PeerCredentials;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What a Unix socket needs and Vert.x does not offer: the Netty channel below it. */
public final class NativeSocket {
    private static final int WASTE = 2 * 1024;

    private final ChannelHandlerContext context;
    private final Channel channel;

    /** Wraps a socket that has just been accepted, on its event loop, before anything was read from it. */
    public NativeSocket(NetSocket accepted) {
        context = ((NetSocketInternal) accepted).channelHandlerContext();
        channel = context.channel();
    }

    /**
     * Takes over the way of its bytes, past Vert.x, which would copy each read.
     *
     * @param buffers are its event loop's
     * @param failures logs answers that failed
     * @param respondent answers what comes
     */
    public FlowControl serve(ReadBuffers buffers, RateLimitedLog failures, ConnectionEvents respondent) {
        FlowControl flow = new FlowControl(context, buffers, respondent);
        context.pipeline().addFirst(new EchoHandler(flow, failures, respondent));
        return flow;
    }

    /**
     * Bounds what the kernel holds for this peer. A socket that is gone already stays as it is.
     *
     * @param buffer the size in bytes; setsockopt(2) takes half of it (SO_SNDBUF in
     *     <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>)
     */
    public void boundSending(int buffer) {
        try {
            ((Socket) ((UnixChannel) channel).fd()).setSendBufferSize(buffer / 2);
        } catch (IOException seenByTheNextWrite) {
            return;
        }
    }

    /** Who connected (SO_PEERCRED), which only Linux tells. */
    public PeerIds peer() throws IOException {
        if (channel instanceof EpollDomainSocketChannel unix) {
            PeerCredentials peer = unix.peerCredentials();
            return new PeerIds(Integer.toUnsignedLong(peer.uid()), Integer.toUnsignedLong(peer.gids()[0]), peer.pid());
        }
        throw new IOException("peers have no credentials on " + System.getProperty("os.name"));
    }

    /** The same, or nothing where the kernel does not tell. */
    public Optional<PeerIds> namedPeer() {
        try {
            return Optional.of(peer());
        } catch (IOException unnamed) {
            return Optional.empty();
        }
    }

    /**
     * Closes it so that the peer sees the end of the stream. A close with unread data would be a reset
     * (<a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>, ECONNRESET): nothing more can come after the
     * shutdown, and what has come is thrown away.
     */
    public void refuse() {
        ByteBuf waste = channel.alloc().ioBuffer(WASTE);
        try {
            Socket descriptor = (Socket) ((UnixChannel) channel).fd();
            descriptor.shutdown(true, true);
            ByteBuffer space = waste.nioBuffer(0, WASTE);
            while (descriptor.read(space, 0, WASTE) > 0) {}
        } catch (IOException goneAlready) {
            // The close below is all that is left to do.
        } finally {
            waste.release();
        }
        abort();
    }

    /** Closes at once: bytes that the kernel has not taken are dropped. */
    public void abort() {
        context.close();
    }

    /**
     * Lets the listener that this socket came from accept on this socket's event loop. Vert.x accepts on a thread that does
     * nothing else, so that each connection would have to wait until a second thread wakes. The listener becomes
     * level-triggered: else each event ends with an accept(2) in vain, for which the kernel makes a socket all the same
     * (do_accept() in net/socket.c).
     *
     * @param moved is given that loop when it does, or what was in the way
     */
    public void acceptHere(CompletableFuture<Executor> moved) {
        Channel listener = channel.parent();
        EventLoop loop = channel.eventLoop();
        listener.pipeline().addFirst(new Accepted());
        listener.deregister().addListener(left -> {
            listener.config().setOption(EpollChannelOption.EPOLL_MODE, EpollMode.LEVEL_TRIGGERED);
            loop.register(listener).addListener(arrived -> {
                if (arrived.isSuccess()) {
                    moved.complete(loop);
                } else {
                    moved.completeExceptionally(arrived.cause());
                }
            });
        });
    }

    /** Tells of each accept(2) that failed, in the place of Netty's stack trace. Netty tries again after a second. */
    public void onAcceptFailure(Consumer<Throwable> failed) {
        channel.parent().pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void exceptionCaught(ChannelHandlerContext acceptor, Throwable failure) {
                failed.accept(failure);
            }
        });
    }

    /**
     * Requires that Vert.x can listen on Unix sockets here.
     *
     * @throws NativeTransportMissing if it cannot, with the loader's own reason
     */
    public static void requireTransport(Vertx vertx) throws NativeTransportMissing {
        if (!vertx.isNativeTransportEnabled()) {
            Throwable reason = vertx.unavailableNativeTransportCause();
            throw new NativeTransportMissing(reason == null ? Epoll.unavailabilityCause() : reason);
        }
    }

    /** What Netty waits for events with here. */
    public static String transport() {
        return Epoll.isAvailable() ? "epoll" : "kqueue";
    }

    /** The errno of a failed system call, as errno(3) numbers it on Linux, or empty if something else failed. */
    public static OptionalInt errno(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NativeIoException call) {
                return OptionalInt.of(-call.expectedErr());
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Asks for the first read before epoll hears of the socket at all, and not in a system call of its own. Closes the listener
     * past Netty if a file has the name that it was bound to: Netty would delete it, and it is somebody else's, since ours was
     * removed when it was published.
     */
    private static final class Accepted extends ChannelDuplexHandler {
        @Override
        public void close(ChannelHandlerContext listener, ChannelPromise closed) {
            DomainSocketAddress bound = (DomainSocketAddress) listener.channel().localAddress();
            if (!Files.exists(Path.of(bound.path()), LinkOption.NOFOLLOW_LINKS)) {
                listener.close(closed);
                return;
            }
            listener.channel().deregister().addListener(left -> {
                ((UnixChannel) listener.channel()).fd().close();
                closed.trySuccess();
            });
        }

        @Override
        public void channelRead(ChannelHandlerContext listener, Object accepted) {
            ((Channel) accepted).unsafe().beginRead();
            listener.fireChannelRead(accepted);
        }
    }
}
