package dev.udsecho.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much one read of a connection takes in: all that the kernel has, up to {@value #MAX_READ} bytes, but little where memory
 * is short. For its event loop only.
 */
final class Intake extends RecvByteBufAllocator.DelegatingHandle implements RecvByteBufAllocator.ExtendedHandle {
    /** The most that one read takes in, in bytes. */
    static final int MAX_READ = 64 * 1024;

    /** The most of it while memory is short. */
    private static final int SMALL_READ = 1024;

    /** The most of it while something waits here, so that nothing should be read at all. */
    static final int TINY_READ = 64;

    /** After so many it is the turn of the loop's other connections. */
    private static final int READS_PER_TURN = 16;

    private static final RecvByteBufAllocator READS =
            new FixedRecvByteBufAllocator(MAX_READ).maxMessagesPerRead(READS_PER_TURN);

    /** The bytes that wait for peers on all channels, and from how many on memory counts as short. */
    private static final AtomicLong WAITING = new AtomicLong();

    private static final long SHORT = PlatformDependent.maxDirectMemory() / 2;

    private final ReadBuffer buffer = ReadBuffer.ofThisLoop();
    private long waiting;

    /** That of a connection of which nothing waits. */
    Intake() {
        super(READS.newHandle());
    }

    /** So many bytes wait for this peer. */
    void waits(long bytes) {
        WAITING.addAndGet(bytes - waiting);
        waiting = bytes;
    }

    /** Nothing waits, or the connection has ended. */
    void nothingWaits() {
        waits(0);
    }

    @Override
    public int guess() {
        return waiting > 0 ? TINY_READ : WAITING.get() > SHORT ? SMALL_READ : MAX_READ;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
        int size = guess();
        return size == MAX_READ ? buffer.emptied(allocator, size) : allocator.ioBuffer(size);
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier moreToRead) {
        return ((RecvByteBufAllocator.ExtendedHandle) delegate()).continueReading(moreToRead);
    }
}
