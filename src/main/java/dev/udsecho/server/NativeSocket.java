package dev.udsecho.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.channel.unix.PeerCredentials;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.UncheckedBooleanSupplier;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What a Unix socket needs and Vert.x does not offer: the only class that knows the Netty channel below. */
public final class NativeSocket {
    /** The most that one read takes in, in bytes. */
    static final int MAX_READ = 64 * 1024;

    /** The most of it while memory is short, or while nothing should be read at all. */
    private static final int SMALL_READ = 1024;

    private static final int TINY_READ = 64;
    private static final int FIRST_READ = 2 * 1024;
    private static final int READS_PER_TURN = 16;
    private static final RecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(TINY_READ, FIRST_READ, MAX_READ).maxMessagesPerRead(READS_PER_TURN);

    /** The bytes that wait for slow peers on all connections, and from how many on memory counts as short. */
    private static final AtomicLong WAITING = new AtomicLong();

    private static final long SHORT = PlatformDependent.maxDirectMemory() / 2;

    private final ChannelHandlerContext context;
    private final Channel channel;
    private final NetSocketInternal socket;
    private boolean paused;
    private boolean inputShut;
    private long waiting;

    /** Wraps a socket that has just been accepted, on its event loop, before anything was read from it. */
    NativeSocket(NetSocket accepted) {
        socket = (NetSocketInternal) accepted;
        context = socket.channelHandlerContext();
        channel = context.channel();
    }

    /**
     * Makes ready for {@link #write}, and tells of the end of the input, when the peer has shut down its writing side or
     * {@link #shutdownInput} was called: after the last byte was handed over. Data that {@link NetSocket#pause()} holds
     * back would come after this event, and be lost to a close.
     */
    void open(Runnable inputEnded, Runnable closed) {
        channel.config()
                .setRecvByteBufAllocator(() -> new ReadSize((RecvByteBufAllocator.ExtendedHandle) READS.newHandle()));
        allowHalfClosure(true);
        socket.eventHandler(event -> {
            if (event instanceof ChannelInputShutdownEvent || event instanceof ChannelInputShutdownReadComplete) {
                inputEnded.run();
            }
        });
        socket.closeHandler(end -> {
            count(0);
            closed.run();
        });
    }

    /**
     * Writes at once. While the kernel has no room for all of it, nothing more is read: the peer's own writes fill the
     * kernel's buffer and then block.
     */
    @SuppressWarnings("deprecation") // Vert.x 4 has no other way to the bytes but to copy them
    void write(Buffer bytes) {
        context.writeAndFlush(bytes.getByteBuf(), channel.voidPromise());
        if (paused) {
            holdBackRest();
        } else if (unwritten() > 0) {
            pause();
        }
    }

    private void pause() {
        paused = true;
        count(unwritten());
        channel.config().setAutoRead(false);
        allowHalfClosure(!inputShut);
        mark();
    }

    /** Puts a mark behind what waits, and reads on when that is written. */
    private void mark() {
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess()) {
                resume();
            }
        });
    }

    private void resume() {
        paused = false;
        count(0);
        allowHalfClosure(true);
        channel.config().setAutoRead(true);
    }

    /**
     * Something came though reading is off: the peer has shut down its writing side, upon which Netty reads whatever the
     * kernel holds, 200 KB of it. It does not where the input is shut and half-closure not allowed, so long.
     */
    private void holdBackRest() {
        shutdownInput();
        allowHalfClosure(false);
        mark();
    }

    private void allowHalfClosure(boolean allowed) {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, allowed);
    }

    private void count(long bytes) {
        WAITING.addAndGet(bytes - waiting);
        waiting = bytes;
    }

    /** How much one read takes in: as the last ones let expect, but little where memory is short. */
    private final class ReadSize extends RecvByteBufAllocator.DelegatingHandle
            implements RecvByteBufAllocator.ExtendedHandle {
        ReadSize(RecvByteBufAllocator.ExtendedHandle expected) {
            super(expected);
        }

        @Override
        public int guess() {
            int most = paused ? TINY_READ : WAITING.get() > SHORT ? SMALL_READ : MAX_READ;
            return Math.min(most, super.guess());
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return allocator.ioBuffer(guess());
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier moreToRead) {
            return ((RecvByteBufAllocator.ExtendedHandle) delegate()).continueReading(moreToRead);
        }
    }

    /** How many bytes were written that the kernel has not taken yet. */
    long unwritten() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        if (queue == null || queue.isEmpty()) {
            return 0;
        }
        long[] bytes = {0};
        try {
            queue.forEachFlushedMessage(message -> {
                bytes[0] += ((ByteBuf) message).readableBytes();
                return true;
            });
        } catch (Exception neverThrown) {
            throw new IllegalStateException(neverThrown);
        }
        return bytes[0];
    }

    /**
     * Writes what the kernel has room for by now. Of itself it calls a socket writable only when three quarters of its
     * buffer are free (unix_writable() in net/unix/af_unix.c), so a peer that reads slowly would look like one that does
     * not read. The mark at the end of the queue is left for then: Netty waits for that event if it has anything.
     */
    void writeMore() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        try {
            while (queue != null && queue.size() > 1 && queue.current() instanceof ByteBuf first) {
                ByteBuffer bytes = first.nioBuffer();
                int written = ((UnixChannel) channel).fd().write(bytes, bytes.position(), bytes.limit());
                if (written < first.readableBytes()) {
                    queue.removeBytes(Math.max(0, written));
                    return;
                }
                queue.remove();
            }
        } catch (IOException seenByTheNextWrite) {
            return;
        }
    }

    /** Who connected (SO_PEERCRED), or empty ids where the kernel is not Linux. */
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
        try {
            Socket descriptor = (Socket) ((UnixChannel) channel).fd();
            descriptor.shutdown(true, true);
            ByteBuffer waste = ByteBuffer.allocateDirect(FIRST_READ);
            while (descriptor.read(waste, 0, waste.capacity()) > 0) {
                waste.clear();
            }
        } catch (IOException goneAlready) {
            // The close below is all that is left to do.
        }
        abort();
    }

    /** Lets nothing more come: what the kernel holds is still read, then comes the end of the input. */
    void shutdownInput() {
        inputShut = true;
        ((DuplexChannel) channel).shutdownInput();
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
