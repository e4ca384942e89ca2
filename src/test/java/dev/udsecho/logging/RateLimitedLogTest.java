package dev.udsecho.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.udsecho.testing.FakeTicker;
import dev.udsecho.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitedLogTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LogCapture captured = new LogCapture(RateLimitedLogTest.class);
    private final FakeTicker ticker = new FakeTicker();
    private final RateLimitedLog log =
            new RateLimitedLog(Logger.getLogger(RateLimitedLogTest.class), Logger.Level.WARN, 2, ticker);

    @AfterEach
    void stopCapturing() {
        captured.close();
    }

    private void log(RateLimitedLog to, String... lines) {
        for (String line : lines) {
            to.log(() -> line);
        }
    }

    @Test
    void testLog_writesTheFirstLinesAtOnce_andDropsTheRest() {
        log(log, "a", "b", "c", "d");
        assertEquals(List.of("WARN a", "WARN b"), captured.take());
    }

    @Test
    void testLog_writesAgain_aSecondAfterTheFirstLine_withTheNumberOfDroppedLines() {
        log(log, "a", "b", "c", "d");
        captured.take();
        ticker.advance(SECOND.minusNanos(1));
        log(log, "e");
        assertEquals(List.of(), captured.take());
        ticker.advance(Duration.ofNanos(1));
        log(log, "f", "g", "h");
        assertEquals(List.of("WARN f (3 more were not shown)", "WARN g"), captured.take());
    }

    @Test
    void testLog_countsTheSecondFromTheFirstLineInIt() {
        log(log, "a");
        ticker.advance(SECOND.multipliedBy(3).dividedBy(2));
        log(log, "b", "c");
        ticker.advance(SECOND.minusNanos(1));
        log(log, "d");
        assertEquals(List.of("WARN a", "WARN b", "WARN c"), captured.take());
    }

    @Test
    void testLog_doesNotBuildALineThatIsNotWritten() {
        log(log, "a", "b");
        log.log(() -> fail("worded for nobody"));
    }

    @Test
    void testShare_isBoundedByItsOwnLimit() {
        RateLimitedLog share = log.share(1);
        log(share, "a", "b");
        log(log, "c");
        assertEquals(List.of("WARN a", "WARN c"), captured.take());
        ticker.advance(SECOND);
        log(share, "d");
        assertEquals(List.of("WARN d (1 more were not shown)"), captured.take());
    }

    @Test
    void testShare_isBoundedByTheWholeLogsLimit() {
        RateLimitedLog share = log.share(5);
        log(share, "a", "b", "c");
        assertEquals(List.of("WARN a", "WARN b"), captured.take());
    }
}
