package dev.udsecho.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * The two buffers that all connections of an event loop are read into, one after the other: nothing is allocated while the
 * kernel takes each answer at once, and the buffers stay in the processor's cache. Who keeps one because an answer was not
 * taken keeps it for good, and the next read gets another one. For its event loop only.
 */
public final class ReadBuffers {
    private final ReadBuffer usual = new ReadBuffer(AdaptiveReadSize.MOST);
    private final ReadBuffer ofReaders = new ReadBuffer(AdaptiveReadSize.MOST_FROM_READERS);

    /** An empty buffer of the usual size. */
    ByteBuf usual(ByteBufAllocator allocator) {
        return usual.emptied(allocator);
    }

    /** An empty one for a peer that reads. */
    ByteBuf ofReaders(ByteBufAllocator allocator) {
        return ofReaders.emptied(allocator);
    }

    /** Gives their memory back: what is read after that, if anything, has buffers of its own. */
    public void release() {
        usual.release();
        ofReaders.release();
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

    /** One of them. */
    private static final class ReadBuffer {
        private final int size;
        private boolean released;
        private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

        ReadBuffer(int size) {
            this.size = size;
        }

        /** Without what was in it; another one if somebody has kept or changed it. */
        ByteBuf emptied(ByteBufAllocator allocator) {
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
