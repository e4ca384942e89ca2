package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.FakeTicker;
import dev.udsecho.testing.LogCapture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceptErrorLogTest {
    private static final Duration OVER = Duration.ofSeconds(3);

    private final LogCapture captured = new LogCapture(AcceptErrorLog.class);
    private final FakeTicker ticker = new FakeTicker();
    private final AcceptErrorLog failures = new AcceptErrorLog(ticker);

    @AfterEach
    void stopCapturing() {
        captured.close();
    }

    private void fail() {
        failures.failed(new IOException("Too many open files"));
    }

    @Test
    void testFailed_logsOnlyTheFirstOfSeveralFailures() {
        fail();
        fail();
        assertEquals(
                List.of("WARN Cannot accept connections, trying again once a second: Too many open files"),
                captured.take());
    }

    @Test
    void testAccepted_logsNothing_whenNothingHasFailed() {
        ticker.advance(Duration.ofHours(1));
        failures.accepted();
        assertEquals(List.of(), captured.take());
    }

    @Test
    void testAccepted_logsTheRecovery_moreThanThreeSecondsAfterTheLastFailure() {
        fail();
        ticker.advance(OVER);
        fail();
        captured.take();
        ticker.advance(OVER);
        failures.accepted();
        assertEquals(List.of(), captured.take());
        ticker.advance(Duration.ofNanos(1));
        failures.accepted();
        failures.accepted();
        assertEquals(List.of("INFO Accepts connections again"), captured.take());
    }

    @Test
    void testFailed_logsAgain_afterARecovery() {
        fail();
        ticker.advance(OVER.plusNanos(1));
        failures.accepted();
        captured.take();
        fail();
        assertEquals(1, captured.take().size());
    }
}
