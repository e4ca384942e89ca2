package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadBuffersTest {
    private final ByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final ReadBuffers buffers = new ReadBuffers();

    @AfterEach
    void release() {
        buffers.release();
    }

    @Test
    void testStandard_isTheSameBuffer_emptied_afterItsRelease() {
        ByteBuf first = buffers.acquire(AdaptiveReadSize.MAX, allocator);
        assertEquals(AdaptiveReadSize.MAX, first.capacity());
        first.writeLong(1).readByte();
        first.release();
        ByteBuf second = buffers.acquire(AdaptiveReadSize.MAX, allocator);
        assertSame(first, second);
        assertEquals(0, second.readerIndex());
        assertEquals(0, second.writerIndex());
        second.release();
        assertEquals(1, second.refCnt());
    }

    @Test
    void testStandard_isANewBuffer_whileTheLastIsKept() {
        ByteBuf kept = buffers.acquire(AdaptiveReadSize.MAX, allocator).writeByte(7);
        ByteBuf next = buffers.acquire(AdaptiveReadSize.MAX, allocator);
        assertNotSame(kept, next);
        assertEquals(1, kept.refCnt());
        assertEquals(7, kept.readByte());
        kept.release();
        next.release();
    }

    @Test
    void testStandard_isANewBuffer_afterTheLastWasEnlarged() {
        ByteBuf grown = buffers.acquire(AdaptiveReadSize.MAX, allocator);
        grown.capacity(2 * AdaptiveReadSize.MAX);
        grown.release();
        ByteBuf next = buffers.acquire(AdaptiveReadSize.MAX, allocator);
        assertNotSame(grown, next);
        assertEquals(0, grown.refCnt());
        assertEquals(AdaptiveReadSize.MAX, next.capacity());
        next.release();
    }

    @Test
    void testLarge_isABufferOfItsOwn() {
        ByteBuf standard = buffers.acquire(AdaptiveReadSize.MAX, allocator);
        ByteBuf large = buffers.acquire(AdaptiveReadSize.MAX_FROM_READERS, allocator);
        assertNotSame(standard, large);
        assertEquals(AdaptiveReadSize.MAX_FROM_READERS, large.capacity());
        large.release();
        assertSame(large, buffers.acquire(AdaptiveReadSize.MAX_FROM_READERS, allocator));
        large.release();
        standard.release();
    }

    @Test
    void testRelease_releasesBoth_andLaterReadsHaveBuffersOfTheirOwn() {
        ByteBuf standard = buffers.acquire(AdaptiveReadSize.MAX, allocator);
        ByteBuf large = buffers.acquire(AdaptiveReadSize.MAX_FROM_READERS, allocator);
        standard.release();
        large.release();
        buffers.release();
        assertEquals(0, standard.refCnt());
        assertEquals(0, large.refCnt());
        ByteBuf late = buffers.acquire(AdaptiveReadSize.MAX, allocator);
        assertEquals(AdaptiveReadSize.MAX, late.capacity());
        late.release();
        assertEquals(0, late.refCnt());
    }

    @Test
    void testFit_keepsABufferThatIsMoreThanHalfFull() {
        ByteBuf rest = allocator.ioBuffer(100).writeZero(51);
        assertSame(rest, ReadBuffers.fit(rest));
        rest.release();
    }

    @Test
    void testFit_movesFewerBytesIntoABufferOfTheirSize() {
        ByteBuf rest = allocator.ioBuffer(100).writeZero(60).writeByte(7);
        rest.skipBytes(11);
        ByteBuf fitting = ReadBuffers.fit(rest);
        assertEquals(50, fitting.capacity());
        assertEquals(50, fitting.readableBytes());
        assertEquals(7, fitting.getByte(49));
        assertEquals(0, rest.refCnt());
        fitting.release();
    }
}
