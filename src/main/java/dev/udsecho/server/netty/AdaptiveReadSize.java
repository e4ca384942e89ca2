package dev.udsecho.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much one read of a connection takes in: all that the kernel has, up to {@value #MOST} bytes, or {@value #MOST_FROM_READERS}
 * once the peer has shown that it reads, but little where memory is short. For its event loop only.
 */
public final class AdaptiveReadSize implements RecvByteBufAllocator.ExtendedHandle {
    /** The most that one read takes in, in bytes. */
    public static final int MOST = 64 * 1024;

    /** The most of it from a peer that reads: a stream is a tenth faster than with half of it, or with twice as much. */
    public static final int MOST_FROM_READERS = 2 * MOST;

    /** The most of it while memory is short. */
    private static final int SMALL = 1024;

    /** The most of it while something waits here, so that nothing should be read at all. */
    public static final int TINY = 64;

    /**
     * A peer reads when the kernel took so many bytes for it, one after the other: for one that does not read it takes no more
     * than net.core.wmem_default, 208 KiB unless somebody has changed it.
     */
    private static final int SHOWN_TO_READ = 512 * 1024;

    /** After so many it is the turn of the loop's other connections. */
    private static final int READS_PER_TURN = 16;

    /** The most that waits for one peer while memory is short: a small read, and two tiny ones. */
    public static final int MOST_WHEN_SHORT = SMALL + 2 * TINY;

    /** The bytes that wait for peers on all channels. */
    private static final AtomicLong WAITING = new AtomicLong();

    /** From how many of them on memory counts as short. */
    private static volatile long shortFrom = PlatformDependent.maxDirectMemory() / 2;

    private final ReadBuffers buffers;
    private long waiting;
    private long taken;
    private int reads;
    private int attempted;
    private int last;

    /** That of a connection of which nothing waits, with the buffers of its event loop. */
    AdaptiveReadSize(ReadBuffers buffers) {
        this.buffers = buffers;
    }

    /** Lowers the number of bytes that may wait, on all channels, until memory counts as short. For any thread. */
    public static void bound(long bytes) {
        shortFrom = Math.min(bytes, PlatformDependent.maxDirectMemory() / 2);
    }

    /** So many bytes wait for this peer. */
    void waits(long bytes) {
        WAITING.addAndGet(bytes - waiting);
        waiting = bytes;
        taken = 0;
    }

    /** So many bytes did not have to wait. */
    void taken(int bytes) {
        taken += bytes;
    }

    /** Nothing waits, or the connection has ended. */
    void nothingWaits() {
        waits(0);
    }

    @Override
    public int guess() {
        if (waiting > 0) {
            return TINY;
        }
        if (WAITING.get() > shortFrom) {
            return SMALL;
        }
        return taken < SHOWN_TO_READ ? MOST : MOST_FROM_READERS;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
        int size = guess();
        if (size < MOST) {
            return allocator.ioBuffer(size);
        }
        return size == MOST ? buffers.usual(allocator) : buffers.ofReaders(allocator);
    }

    @Override
    public void reset(ChannelConfig config) {
        reads = 0;
    }

    @Override
    public void incMessagesRead(int more) {
        reads += more;
    }

    @Override
    public void attemptedBytesRead(int bytes) {
        attempted = bytes;
    }

    @Override
    public int attemptedBytesRead() {
        return attempted;
    }

    @Override
    public void lastBytesRead(int bytes) {
        last = bytes;
    }

    @Override
    public int lastBytesRead() {
        return last;
    }

    @Override
    public boolean continueReading() {
        return continueReading(() -> last == attempted);
    }

    /** Not while something waits: then reading is switched off. */
    @Override
    public boolean continueReading(UncheckedBooleanSupplier moreToRead) {
        return waiting == 0 && reads < READS_PER_TURN && moreToRead.get();
    }

    @Override
    public void readComplete() {}
}
