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
    private static final int SHOWN_TO_READ = 512 * 1024;
    private static final long SHORT = PlatformDependent.maxDirectMemory() / 2;

    private final ReadBuffers buffers = new ReadBuffers();
    private final AdaptiveReadSize intake = new AdaptiveReadSize(buffers);
    private final AdaptiveReadSize other = new AdaptiveReadSize(buffers);

    @AfterEach
    void release() {
        intake.nothingWaits();
        other.nothingWaits();
        buffers.release();
    }

    private void assertReads(int bytes) {
        assertEquals(bytes, intake.guess());
        ByteBuf buffer = intake.allocate(UnpooledByteBufAllocator.DEFAULT);
        assertEquals(bytes, buffer.capacity());
        buffer.release();
    }

    @Test
    void testGuess_ofANewConnection_isTheUsualSize() {
        assertReads(64 * 1024);
    }

    @Test
    void testGuess_grows_onceThePeerHasTakenHalfAMegabyte() {
        intake.taken(SHOWN_TO_READ - 1);
        assertReads(64 * 1024);
        intake.taken(1);
        assertReads(128 * 1024);
    }

    @Test
    void testGuess_isTiny_whileSomethingWaits_andThenStartsAgain() {
        intake.taken(SHOWN_TO_READ);
        intake.waits(1);
        assertReads(64);
        intake.nothingWaits();
        assertReads(64 * 1024);
        intake.taken(SHOWN_TO_READ);
        assertReads(128 * 1024);
    }

    @Test
    void testGuess_isSmall_whileMoreThanHalfOfTheMemoryWaitsForOthers() {
        other.waits(SHORT);
        assertReads(64 * 1024);
        other.waits(SHORT + 1);
        assertReads(1024);
        other.waits(SHORT);
        assertReads(64 * 1024);
        other.waits(SHORT + 1);
        other.nothingWaits();
        assertReads(64 * 1024);
    }

    @Test
    void testContinueReading_whileReadsAreFull() {
        intake.attemptedBytesRead(100);
        intake.lastBytesRead(100);
        assertTrue(intake.continueReading());
        intake.lastBytesRead(99);
        assertFalse(intake.continueReading());
        assertEquals(100, intake.attemptedBytesRead());
        assertEquals(99, intake.lastBytesRead());
    }

    @Test
    void testContinueReading_sixteenTimesATurn() {
        intake.incMessagesRead(15);
        assertTrue(intake.continueReading(() -> true));
        assertFalse(intake.continueReading(() -> false));
        intake.incMessagesRead(1);
        assertFalse(intake.continueReading(() -> true));
        intake.reset(null);
        assertTrue(intake.continueReading(() -> true));
    }

    @Test
    void testContinueReading_notWhileSomethingWaits() {
        intake.waits(1);
        assertFalse(intake.continueReading(() -> true));
        intake.nothingWaits();
        assertTrue(intake.continueReading(() -> true));
    }
}
