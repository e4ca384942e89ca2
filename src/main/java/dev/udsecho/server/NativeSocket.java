package dev.udsecho.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.channel.unix.PeerCredentials;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What a Unix socket needs and Vert.x does not offer: the Netty channel below it. */
public final class NativeSocket {
    private static final int WASTE = 2 * 1024;

    private final ChannelHandlerContext context;
    private final Channel channel;
    private final NetSocketInternal socket;

    /** Wraps a socket that has just been accepted, on its event loop, before anything was read from it. */
    NativeSocket(NetSocket accepted) {
        socket = (NetSocketInternal) accepted;
        context = socket.channelHandlerContext();
        channel = context.channel();
    }

    /** What bounds the memory of its traffic; before anything is read. */
    Backpressure flow() {
        return new Backpressure(context);
    }

    /**
     * Tells when the peer has shut down its writing side, or the input was shut down here: after the last byte was handed
     * over. Data that {@link NetSocket#pause()} held back would come after that, and be lost to a close.
     */
    void onEndOfInput(Runnable ended) {
        socket.eventHandler(event -> {
            if (event instanceof ChannelInputShutdownEvent || event instanceof ChannelInputShutdownReadComplete) {
                ended.run();
            }
        });
    }

    /** A buffer's bytes, not copied. */
    @SuppressWarnings("deprecation") // Vert.x 4 has no other way to them
    static ByteBuf bytes(Buffer buffer) {
        return buffer.getByteBuf();
    }

    /** Who connected (SO_PEERCRED), which only Linux tells. */
    Peer peer() throws IOException {
        if (channel instanceof EpollDomainSocketChannel unix) {
            PeerCredentials peer = unix.peerCredentials();
            return new Peer(Integer.toUnsignedLong(peer.uid()), Integer.toUnsignedLong(peer.gids()[0]), peer.pid());
        }
        throw new IOException("peers have no credentials on " + System.getProperty("os.name"));
    }

    /**
     * Closes it so that the peer sees the end of the stream. A close with unread data would be a reset
     * (<a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>, ECONNRESET): nothing more can come after the
     * shutdown, and what has come is thrown away.
     */
    void refuse() {
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
    void abort() {
        context.close();
    }

    /** The thread that accepts for the listener that this socket came from. */
    Executor acceptor() {
        return channel.parent().eventLoop();
    }

    /** Tells of each accept(2) that failed, in the place of Netty's stack trace. Netty tries again after a second. */
    void onAcceptFailure(Consumer<Throwable> failed) {
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

    /** The errno of a failed system call, as errno(3) numbers it on Linux, or empty if something else failed. */
    static OptionalInt errno(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NativeIoException call) {
                return OptionalInt.of(-call.expectedErr());
            }
        }
        return OptionalInt.empty();
    }
}
