package dev.udsecho.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.unix.Errors.NativeIoException;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.OptionalInt;

/** What a Unix socket needs and Vert.x does not offer: the only class that knows the Netty channel below. */
public final class NativeSocket {
    private final NetSocketInternal socket;
    private final Channel channel;

    /** Wraps a socket that has just been accepted, on its event loop, before anything was read from it. */
    NativeSocket(NetSocket accepted) {
        socket = (NetSocketInternal) accepted;
        channel = socket.channelHandlerContext().channel();
    }

    /**
     * Keeps the socket open when the peer shuts down its writing side, and tells when that happens: after the last byte
     * was handed over, provided that reading was only ever stopped with {@link #read}. Data that
     * {@link NetSocket#pause()} holds back would come after this event, and be lost to a close.
     */
    void onEndOfInput(Runnable ended) {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        socket.eventHandler(event -> {
            if (event instanceof ChannelInputShutdownEvent) {
                ended.run();
            }
        });
    }

    /**
     * Starts or stops reading from the kernel. Stopped, the peer's writes fill the kernel's buffer and then block; once
     * the peer has shut down its writing side, Netty reads what that buffer holds all the same.
     */
    void read(boolean on) {
        channel.config().setAutoRead(on);
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
