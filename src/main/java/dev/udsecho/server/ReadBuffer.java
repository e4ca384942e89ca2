package dev.udsecho.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * The buffer that all connections of an event loop are read into, one after the other: nothing is allocated while the kernel
 * takes each answer at once, and the buffer stays in the processor's cache. Who keeps it because an answer was not taken
 * keeps it for good, and the next read gets another one. For its event loop only.
 */
final class ReadBuffer {
    private final int size;
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

    private ReadBuffer(int size) {
        this.size = size;
    }

    /** The buffer without what was in it, or another one if somebody has kept or changed it. */
    ByteBuf emptied(ByteBufAllocator allocator) {
        if (bytes.refCnt() != 1 || bytes.capacity() != size) {
            bytes.release();
            bytes = allocator.ioBuffer(size);
        }
        return bytes.clear().retain();
    }

    /** What is left in a buffer, for keeping: in one of its own size, unless it fills half of that already. */
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

    /** One on each event loop, of so many bytes. */
    static final class OnEachLoop extends FastThreadLocal<ReadBuffer> {
        private final int size;

        OnEachLoop(int size) {
            this.size = size;
        }

        @Override
        protected ReadBuffer initialValue() {
            return new ReadBuffer(size);
        }
    }
}
