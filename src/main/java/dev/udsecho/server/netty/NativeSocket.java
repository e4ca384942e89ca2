package dev.udsecho.server.netty;

import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.os.PeerIds;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import io.netty.channel.unix.Socket;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The operations of a Unix socket that Vert.x does not offer, on the Netty channel below it. */
public final class NativeSocket {
    private static final int DISCARD_SIZE = 2 * 1024;

    private final ChannelHandlerContext context;
    private final Channel channel;

    /** Wraps a socket that has just been accepted, on its event loop, before anything was read from it. */
    public NativeSocket(NetSocket accepted) {
        context = ChannelInternals.context(accepted);
        channel = context.channel();
    }

    /**
     * Takes over the data path from Vert.x, which would copy each read.
     *
     * @param buffers the buffers of its event loop
     * @param quietInputs the quiet inputs of its event loop
     * @param failures the log for failed answers
     * @param events answers the reads
     */
    public FlowControl serve(
            ReadBuffers buffers, QuietInputs quietInputs, RateLimitedLog failures, ConnectionEvents events) {
        FlowControl flow = new FlowControl(context, buffers, quietInputs, events);
        context.pipeline().addFirst(new EchoHandler(flow, failures, events));
        return flow;
    }

    /**
     * Limits the bytes that the kernel holds for this peer. Does nothing for a socket that is already closed.
     *
     * @param buffer the size in bytes; setsockopt(2) is given half of it (SO_SNDBUF in
     *     <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>)
     */
    public void limitSendBuffer(int buffer) {
        try {
            ChannelInternals.descriptor(channel).setSendBufferSize(buffer / 2);
        } catch (IOException seenByTheNextWrite) {
            return;
        }
    }

    /** Returns the peer credentials (SO_PEERCRED), which only Linux has. */
    public PeerIds peer() throws IOException {
        if (channel instanceof EpollDomainSocketChannel unix) {
            PeerCredentials peer = unix.peerCredentials();
            return new PeerIds(Integer.toUnsignedLong(peer.uid()), Integer.toUnsignedLong(peer.gids()[0]), peer.pid());
        }
        throw new IOException("peers have no credentials on " + System.getProperty("os.name"));
    }

    /** Returns the peer credentials, or empty if the kernel does not report them. */
    public Optional<PeerIds> knownPeer() {
        try {
            return Optional.of(peer());
        } catch (IOException unnamed) {
            return Optional.empty();
        }
    }

    /**
     * Closes the socket so that the peer sees the end of the stream. A close with unread data would be a reset
     * (<a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>, ECONNRESET): no bytes can arrive after
     * the shutdown, and the bytes that have arrived are discarded.
     */
    public void refuse() {
        ByteBuf discarded = channel.alloc().ioBuffer(DISCARD_SIZE);
        try {
            Socket descriptor = ChannelInternals.descriptor(channel);
            descriptor.shutdown(true, true);
            ByteBuffer buffer = discarded.nioBuffer(0, DISCARD_SIZE);
            while (descriptor.read(buffer, 0, DISCARD_SIZE) > 0) {}
        } catch (IOException goneAlready) {
            // Only the close below is left to do.
        } finally {
            discarded.release();
        }
        abort();
    }

    /** Closes the socket at once. Bytes that the kernel has not taken are dropped. */
    public void abort() {
        context.close();
    }

    /**
     * Requires that Vert.x can listen on Unix sockets here.
     *
     * @throws NativeTransportException if it cannot, with the loader's own reason
     */
    public static void requireTransport(Vertx vertx) throws NativeTransportException {
        if (!vertx.isNativeTransportEnabled()) {
            Throwable reason = vertx.unavailableNativeTransportCause();
            throw new NativeTransportException(reason == null ? Epoll.unavailabilityCause() : reason);
        }
    }

    /** Returns the name of the native transport: epoll or kqueue. */
    public static String transport() {
        return Epoll.isAvailable() ? "epoll" : "kqueue";
    }
}
