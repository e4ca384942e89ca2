package dev.udsecho.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.config.PayloadLog;
import dev.udsecho.testing.FakeTicker;
import dev.udsecho.testing.LogCapture;
import dev.udsecho.testing.TestConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdleTimeoutsTest {
    private static final long IDLE = Duration.ofSeconds(60).toNanos();
    private static final long STALL = Duration.ofSeconds(2).toNanos();

    private final LogCapture captured = new LogCapture(EchoConnection.class);

    @AfterEach
    void stopCapturing() {
        captured.close();
    }

    private static IdleTimeouts timeouts(String idle, String stall) {
        return new IdleTimeouts(
                TestConfig.of(Map.of("echo.idle-timeout", idle, "echo.stall-timeout", stall)),
                ConnectionLogs.of(PayloadLog.NONE, new FakeTicker()).timeouts());
    }

    @Test
    void testCheck_ofAConnectionThatIsIdleFromTheStart_countsFromTheFirstCheck() {
        IdleTimeouts timeouts = timeouts("60s", "0s");
        assertEquals(Optional.empty(), timeouts.check(0, 0, 5));
        assertEquals(Optional.empty(), timeouts.check(0, 0, IDLE + 4));
        assertEquals(Optional.of(CloseReason.IDLE), timeouts.check(0, 0, IDLE + 5));
        assertEquals(
                List.of("WARN Closed a connection on which nothing moved for 1m (echo.idle-timeout)"), captured.take());
    }

    @Test
    void testCheck_countsAgain_afterATransfer() {
        IdleTimeouts timeouts = timeouts("60s", "0s");
        timeouts.check(10, 0, 0);
        assertEquals(Optional.empty(), timeouts.check(11, 0, IDLE));
        assertEquals(Optional.empty(), timeouts.check(11, 0, 2 * IDLE - 1));
        assertEquals(Optional.of(CloseReason.IDLE), timeouts.check(11, 0, 2 * IDLE));
    }

    @Test
    void testCheck_whileBytesWait_closesByTheStallTimeout() {
        IdleTimeouts timeouts = timeouts("60s", "2s");
        timeouts.check(10, 7, 0);
        assertEquals(Optional.empty(), timeouts.check(10, 7, STALL - 1));
        assertEquals(Optional.of(CloseReason.STALL), timeouts.check(10, 7, STALL));
        assertEquals(
                List.of("WARN Closed a connection whose peer took none of 7 bytes for 2s (echo.stall-timeout)"),
                captured.take());
    }

    @Test
    void testCheck_whileNoBytesWait_ignoresTheStallTimeout() {
        IdleTimeouts timeouts = timeouts("0s", "2s");
        timeouts.check(10, 0, 0);
        assertEquals(Optional.empty(), timeouts.check(10, 0, 100 * STALL));
        assertEquals(List.of(), captured.take());
    }

    @Test
    void testCheck_whileBytesWait_closesByTheIdleTimeout_ifThatIsShorterOrAlone() {
        IdleTimeouts shorter = timeouts("1s", "2s");
        shorter.check(10, 7, 0);
        assertEquals(Optional.of(CloseReason.IDLE), shorter.check(10, 7, STALL / 2));
        IdleTimeouts only = timeouts("1s", "0s");
        only.check(10, 7, 0);
        assertEquals(Optional.of(CloseReason.IDLE), only.check(10, 7, STALL / 2));
    }

    @Test
    void testCheck_withoutTimeouts_neverCloses() {
        IdleTimeouts timeouts = timeouts("0s", "0s");
        timeouts.check(10, 7, 0);
        assertEquals(Optional.empty(), timeouts.check(10, 7, Long.MAX_VALUE));
    }
}
