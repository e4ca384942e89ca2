package dev.udsecho.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.UncheckedBooleanSupplier;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what waits in memory for a peer that does not read: one read of {@value #MAX_READ} bytes, and two of {@value #TINY_READ}.
 * Nothing more is read while the kernel has no room for what was written, so the peer's own writes fill the kernel's
 * buffer and then block. For the channel's event loop only.
 */
final class Backpressure {
    /** The most that one read takes in, in bytes. */
    static final int MAX_READ = 64 * 1024;

    /** The most of it while memory is short. */
    private static final int SMALL_READ = 1024;

    /** The most of it while nothing should be read at all. */
    private static final int TINY_READ = 64;

    /** A read that was scheduled before reading was switched off still comes, one at most (doBeginRead() in Netty). */
    private static final int STRAYS = 1;

    private static final int FIRST_READ = 2 * 1024;
    private static final int READS_PER_TURN = 16;
    private static final RecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(TINY_READ, FIRST_READ, MAX_READ).maxMessagesPerRead(READS_PER_TURN);

    /** The bytes that wait for peers on all channels, and from how many on memory counts as short. */
    private static final AtomicLong WAITING = new AtomicLong();

    private static final long SHORT = PlatformDependent.maxDirectMemory() / 2;

    private final ChannelHandlerContext context;
    private final Channel channel;
    private boolean paused;
    private boolean inputShut;
    private int strays;
    private int marks;
    private long waiting;

    /** Governs a channel from which nothing was read yet. */
    Backpressure(ChannelHandlerContext context) {
        this.context = context;
        this.channel = context.channel();
        channel.config()
                .setRecvByteBufAllocator(() -> new ReadSize((RecvByteBufAllocator.ExtendedHandle) READS.newHandle()));
        allowHalfClosure(true);
    }

    /** Writes at once, and stops reading if the kernel does not take everything. */
    void write(ByteBuf bytes) {
        context.writeAndFlush(bytes, channel.voidPromise());
        if (paused) {
            mark();
            if (++strays > STRAYS) {
                holdBackRest();
            }
        } else if (unwritten() > 0) {
            pause();
        }
    }

    private void pause() {
        paused = true;
        strays = 0;
        count(unwritten());
        channel.config().setAutoRead(false);
        allowHalfClosure(!inputShut);
        mark();
    }

    /** Puts a mark behind what waits, and reads on when that is written and nothing came after it. */
    private void mark() {
        int last = ++marks;
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess() && last == marks) {
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
     * Reads go on though reading is off: the peer has shut down its writing side, upon which Netty reads whatever the
     * kernel holds, some 200 KB. It does not while the input is shut and half-closure not allowed.
     */
    private void holdBackRest() {
        shutdownInput();
        allowHalfClosure(false);
    }

    /** Lets nothing more come: what the kernel holds is still read, then comes the end of the input. */
    void shutdownInput() {
        inputShut = true;
        ((DuplexChannel) channel).shutdownInput();
    }

    private void allowHalfClosure(boolean allowed) {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, allowed);
    }

    /** Notes how many bytes wait here; 0 when the channel has closed. */
    private void count(long bytes) {
        WAITING.addAndGet(bytes - waiting);
        waiting = bytes;
    }

    void closed() {
        count(0);
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
}
