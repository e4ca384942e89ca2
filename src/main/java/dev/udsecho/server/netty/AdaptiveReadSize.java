package dev.udsecho.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The adaptive read size of a connection. One read takes everything that the kernel has, up to {@value #MAX} bytes, or
 * {@value #MAX_FROM_READERS} once the peer has shown that it reads. The maximum is {@value #SMALL} bytes while memory
 * is short. For its event loop only.
 */
public final class AdaptiveReadSize implements RecvByteBufAllocator.ExtendedHandle {
    /** The maximum read size in bytes. */
    public static final int MAX = 64 * 1024;

    /**
     * The maximum read size in bytes for a peer that keeps up. A stream is a tenth faster than with half of it, or with
     * twice as much.
     */
    public static final int MAX_FROM_READERS = 2 * MAX;

    /** The maximum read size in bytes while memory is short. */
    private static final int SMALL = 1024;

    /**
     * The maximum read size in bytes while bytes wait for the peer. Reading is off then, but a scheduled read may still
     * run.
     */
    public static final int TINY = 64;

    /**
     * The number of bytes that the kernel must take in a row to show that the peer reads. For a peer that does not read
     * it takes no more than net.core.wmem_default, 208 KiB unless an administrator has changed it.
     */
    private static final int READER_THRESHOLD = 512 * 1024;

    /** The maximum number of reads in a row, before the loop serves its other connections. */
    private static final int READS_PER_TURN = 16;

    /** The maximum number of bytes that wait for one peer while memory is short: a small read, and two tiny ones. */
    public static final int MAX_WHEN_SHORT = SMALL + 2 * TINY;

    /** The number of bytes that wait for peers on all channels. */
    private static final AtomicLong ALL_WAITING = new AtomicLong();

    /** The number of waiting bytes above which memory counts as short. */
    private static volatile long shortAbove = PlatformDependent.maxDirectMemory() / 2;

    private final ReadBuffers buffers;
    private long waiting;
    private long takenInARow;
    private int reads;
    private int attempted;
    private int last;

    /** Creates the read size of a connection for which no bytes wait, with the buffers of its event loop. */
    AdaptiveReadSize(ReadBuffers buffers) {
        this.buffers = buffers;
    }

    /** Lowers the number of bytes that may wait, on all channels, before memory counts as short. For any thread. */
    public static void limitWaiting(long bytes) {
        shortAbove = Math.min(bytes, PlatformDependent.maxDirectMemory() / 2);
    }

    /** Sets the number of bytes that wait for this peer. */
    void setWaiting(long bytes) {
        ALL_WAITING.addAndGet(bytes - waiting);
        waiting = bytes;
        takenInARow = 0;
    }

    /** Adds bytes that the kernel took without waiting. */
    void addTaken(int bytes) {
        takenInARow += bytes;
    }

    /** Sets that no bytes wait, or that the connection has ended. */
    void clearWaiting() {
        setWaiting(0);
    }

    @Override
    public int guess() {
        if (waiting > 0) {
            return TINY;
        }
        if (ALL_WAITING.get() > shortAbove) {
            return SMALL;
        }
        return takenInARow < READER_THRESHOLD ? MAX : MAX_FROM_READERS;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
        int size = guess();
        return size < MAX ? allocator.ioBuffer(size) : buffers.acquire(size, allocator);
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

    /** Returns whether to read again in this turn; never while bytes wait, since reading is off then. */
    @Override
    public boolean continueReading(UncheckedBooleanSupplier moreToRead) {
        return waiting == 0 && reads < READS_PER_TURN && moreToRead.get();
    }

    @Override
    public void readComplete() {}
}
