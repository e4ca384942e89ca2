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
    void testUsual_isTheSameBuffer_emptied_afterItWasGivenBack() {
        ByteBuf first = buffers.usual(allocator);
        assertEquals(AdaptiveReadSize.MOST, first.capacity());
        first.writeLong(1).readByte();
        first.release();
        ByteBuf second = buffers.usual(allocator);
        assertSame(first, second);
        assertEquals(0, second.readerIndex());
        assertEquals(0, second.writerIndex());
        second.release();
        assertEquals(1, second.refCnt());
    }

    @Test
    void testUsual_isAnotherOne_whileTheLastIsKept() {
        ByteBuf kept = buffers.usual(allocator).writeByte(7);
        ByteBuf next = buffers.usual(allocator);
        assertNotSame(kept, next);
        assertEquals(1, kept.refCnt());
        assertEquals(7, kept.readByte());
        kept.release();
        next.release();
    }

    @Test
    void testUsual_isAnotherOne_afterTheLastWasMadeLarger() {
        ByteBuf grown = buffers.usual(allocator);
        grown.capacity(2 * AdaptiveReadSize.MOST);
        grown.release();
        ByteBuf next = buffers.usual(allocator);
        assertNotSame(grown, next);
        assertEquals(0, grown.refCnt());
        assertEquals(AdaptiveReadSize.MOST, next.capacity());
        next.release();
    }

    @Test
    void testOfReaders_isABufferOfItsOwn() {
        ByteBuf usual = buffers.usual(allocator);
        ByteBuf large = buffers.ofReaders(allocator);
        assertNotSame(usual, large);
        assertEquals(AdaptiveReadSize.MOST_FROM_READERS, large.capacity());
        large.release();
        assertSame(large, buffers.ofReaders(allocator));
        large.release();
        usual.release();
    }

    @Test
    void testRelease_givesBothBack_andLaterReadsHaveBuffersOfTheirOwn() {
        ByteBuf usual = buffers.usual(allocator);
        ByteBuf large = buffers.ofReaders(allocator);
        usual.release();
        large.release();
        buffers.release();
        assertEquals(0, usual.refCnt());
        assertEquals(0, large.refCnt());
        ByteBuf late = buffers.usual(allocator);
        assertEquals(AdaptiveReadSize.MOST, late.capacity());
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
    void testFit_movesLessIntoOneOfItsSize() {
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
