package dev.udsecho.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * The two read buffers that all connections of an event loop share. Nothing is allocated while the kernel takes each
 * answer at once, and the buffers stay in the processor's cache. A connection whose answer was not taken keeps its
 * buffer, and the next read gets a new one. For its event loop only.
 */
public final class ReadBuffers {
    private final ReadBuffer standard = new ReadBuffer(AdaptiveReadSize.MAX);
    private final ReadBuffer large = new ReadBuffer(AdaptiveReadSize.MAX_FROM_READERS);

    /** Returns an empty buffer of one of the two sizes. */
    ByteBuf acquire(int size, ByteBufAllocator allocator) {
        return (size == AdaptiveReadSize.MAX ? standard : large).acquire(allocator);
    }

    /** Releases the memory of the buffers. A read after that gets a buffer of its own. */
    public void release() {
        standard.release();
        large.release();
    }

    /**
     * Returns a buffer to keep the remaining bytes in: a copy of their size, unless they fill more than half of the
     * given buffer.
     */
    static ByteBuf fit(ByteBuf rest) {
        if (rest.readableBytes() > rest.capacity() / 2) {
            return rest;
        }
        try {
            return rest.alloc().ioBuffer(rest.readableBytes()).writeBytes(rest);
        } finally {
            rest.release();
        }
    }

    /** A reusable read buffer of one size. */
    private static final class ReadBuffer {
        private final int size;
        private boolean released;
        private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

        ReadBuffer(int size) {
            this.size = size;
        }

        /** Returns the buffer, emptied and retained; a new one if the last is still in use or has another capacity. */
        ByteBuf acquire(ByteBufAllocator allocator) {
            if (released) {
                return allocator.ioBuffer(size);
            }
            if (bytes.refCnt() != 1 || bytes.capacity() != size) {
                bytes.release();
                bytes = allocator.ioBuffer(size);
            }
            return bytes.clear().retain();
        }

        public void release() {
            bytes.release();
            bytes = Unpooled.EMPTY_BUFFER;
            released = true;
        }
    }
}
