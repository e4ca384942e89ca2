package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdaptiveReadSizeTest {
    private static final int READER_THRESHOLD = 512 * 1024;
    private static final long SHORT = PlatformDependent.maxDirectMemory() / 2;

    private final ReadBuffers buffers = new ReadBuffers();
    private final AdaptiveReadSize readSize = new AdaptiveReadSize(buffers);
    private final AdaptiveReadSize other = new AdaptiveReadSize(buffers);

    @AfterEach
    void release() {
        readSize.clearWaiting();
        other.clearWaiting();
        buffers.release();
    }

    private void assertReads(int bytes) {
        assertEquals(bytes, readSize.guess());
        ByteBuf buffer = readSize.allocate(UnpooledByteBufAllocator.DEFAULT);
        assertEquals(bytes, buffer.capacity());
        buffer.release();
    }

    @Test
    void testGuess_ofANewConnection_isTheStandardSize() {
        assertReads(64 * 1024);
    }

    @Test
    void testGuess_grows_onceThePeerHasTakenHalfAMegabyte() {
        readSize.addTaken(READER_THRESHOLD - 1);
        assertReads(64 * 1024);
        readSize.addTaken(1);
        assertReads(128 * 1024);
    }

    @Test
    void testGuess_isTiny_whileBytesWait_andThenStartsAgain() {
        readSize.addTaken(READER_THRESHOLD);
        readSize.setWaiting(1);
        assertReads(64);
        readSize.clearWaiting();
        assertReads(64 * 1024);
        readSize.addTaken(READER_THRESHOLD);
        assertReads(128 * 1024);
    }

    @Test
    void testGuess_isSmall_whileMoreThanHalfOfTheMemoryWaitsForOthers() {
        other.setWaiting(SHORT);
        assertReads(64 * 1024);
        other.setWaiting(SHORT + 1);
        assertReads(1024);
        other.setWaiting(SHORT);
        assertReads(64 * 1024);
        other.setWaiting(SHORT + 1);
        other.clearWaiting();
        assertReads(64 * 1024);
    }

    @Test
    void testContinueReading_whileReadsAreFull() {
        readSize.attemptedBytesRead(100);
        readSize.lastBytesRead(100);
        assertTrue(readSize.continueReading());
        readSize.lastBytesRead(99);
        assertFalse(readSize.continueReading());
        assertEquals(100, readSize.attemptedBytesRead());
        assertEquals(99, readSize.lastBytesRead());
    }

    @Test
    void testContinueReading_sixteenTimesATurn() {
        readSize.incMessagesRead(15);
        assertTrue(readSize.continueReading(() -> true));
        assertFalse(readSize.continueReading(() -> false));
        readSize.incMessagesRead(1);
        assertFalse(readSize.continueReading(() -> true));
        readSize.reset(null);
        assertTrue(readSize.continueReading(() -> true));
    }

    @Test
    void testContinueReading_notWhileBytesWait() {
        readSize.setWaiting(1);
        assertFalse(readSize.continueReading(() -> true));
        readSize.clearWaiting();
        assertTrue(readSize.continueReading(() -> true));
    }
}
