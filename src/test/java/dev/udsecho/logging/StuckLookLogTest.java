package dev.udsecho.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.udsecho.testing.FakeTicker;
import dev.udsecho.testing.LogCapture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The looks are the test's, and so is the time. */
class StuckLookLogTest {
    private static final String STUCK =
            "WARN Socket /run/x is not looked after: its file system does not answer within 3s";
    private static final String BACK = "WARN Socket /run/x is looked after again: its file system answers";

    private final LogCapture captured = new LogCapture(StuckLookLog.class);
    private final FakeTicker ticker = new FakeTicker();
    private final StuckLookLog log = new StuckLookLog("/run/x", ticker);

    @AfterEach
    void stopCapturing() {
        captured.close();
    }

    private void advanceAndCheck() {
        ticker.advance(StuckLookLog.LIMIT.plusNanos(1));
        log.check();
    }

    @Test
    void testLookThatReturnsInTime_logsNothing() {
        log.run(() -> {
            ticker.advance(StuckLookLog.LIMIT);
            log.check();
        });
        advanceAndCheck();
        assertEquals(List.of(), captured.take());
    }

    @Test
    void testLookThatTakesTooLong_isOneLine_andItsReturnAnother() {
        log.run(() -> {
            advanceAndCheck();
            assertEquals(List.of("unanswered"), captured.events());
            advanceAndCheck();
            assertEquals(List.of(STUCK), captured.take());
        });
        assertEquals(List.of("answered"), captured.events());
        assertEquals(List.of(BACK), captured.take());
    }

    @Test
    void testLookThatFails_hasReturned() {
        assertThrows(
                IllegalStateException.class,
                () -> log.run(() -> {
                    advanceAndCheck();
                    throw new IllegalStateException();
                }));
        advanceAndCheck();
        assertEquals(List.of(STUCK, BACK), captured.take());
    }
}
