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

    private void say(RateLimitedLog to, String... lines) {
        for (String line : lines) {
            to.say(() -> line);
        }
    }

    @Test
    void testSay_writesTheFirstLinesAtOnce_andDropsTheRest() {
        say(log, "a", "b", "c", "d");
        assertEquals(List.of("WARN a", "WARN b"), captured.take());
    }

    @Test
    void testSay_writesAgain_aSecondAfterTheFirstLine_andTellsHowManyWereLeftOut() {
        say(log, "a", "b", "c", "d");
        captured.take();
        ticker.advance(SECOND.minusNanos(1));
        say(log, "e");
        assertEquals(List.of(), captured.take());
        ticker.advance(Duration.ofNanos(1));
        say(log, "f", "g", "h");
        assertEquals(List.of("WARN f (3 more were not shown)", "WARN g"), captured.take());
    }

    @Test
    void testSay_countsTheSecondFromTheFirstLineInIt() {
        say(log, "a");
        ticker.advance(SECOND.multipliedBy(3).dividedBy(2));
        say(log, "b", "c");
        ticker.advance(SECOND.minusNanos(1));
        say(log, "d");
        assertEquals(List.of("WARN a", "WARN b", "WARN c"), captured.take());
    }

    @Test
    void testSay_doesNotWordALineThatIsNotWritten() {
        say(log, "a", "b");
        log.say(() -> fail("worded for nobody"));
    }

    @Test
    void testShare_isBoundedByItsOwnLimit() {
        RateLimitedLog share = log.share(1);
        say(share, "a", "b");
        say(log, "c");
        assertEquals(List.of("WARN a", "WARN c"), captured.take());
        ticker.advance(SECOND);
        say(share, "d");
        assertEquals(List.of("WARN d (1 more were not shown)"), captured.take());
    }

    @Test
    void testShare_isBoundedByTheWhole() {
        RateLimitedLog share = log.share(5);
        say(share, "a", "b", "c");
        assertEquals(List.of("WARN a", "WARN b"), captured.take());
    }
}
