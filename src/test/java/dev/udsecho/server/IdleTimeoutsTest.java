package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    private static IdleTimeouts patience(String idle, String stall) {
        return new IdleTimeouts(
                TestConfig.of(Map.of("echo.idle-timeout", idle, "echo.stall-timeout", stall)),
                EchoConnection.quietLog(new FakeTicker()));
    }

    @Test
    void testLook_atAConnectionThatIsQuietFromTheStart_countsFromTheFirstLook() {
        IdleTimeouts patience = patience("60s", "0s");
        assertEquals(Optional.empty(), patience.look(0, 0, 5));
        assertEquals(Optional.empty(), patience.look(0, 0, IDLE + 4));
        assertEquals(Optional.of(CloseReason.IDLE), patience.look(0, 0, IDLE + 5));
        assertEquals(
                List.of("WARN Closed a connection on which nothing moved for 1m (echo.idle-timeout)"), captured.take());
    }

    @Test
    void testLook_countsAnew_whenAByteHasMoved() {
        IdleTimeouts patience = patience("60s", "0s");
        patience.look(10, 0, 0);
        assertEquals(Optional.empty(), patience.look(11, 0, IDLE));
        assertEquals(Optional.empty(), patience.look(11, 0, 2 * IDLE - 1));
        assertEquals(Optional.of(CloseReason.IDLE), patience.look(11, 0, 2 * IDLE));
    }

    @Test
    void testLook_whileBytesWait_endsByTheStallTimeout() {
        IdleTimeouts patience = patience("60s", "2s");
        patience.look(10, 7, 0);
        assertEquals(Optional.empty(), patience.look(10, 7, STALL - 1));
        assertEquals(Optional.of(CloseReason.STALL), patience.look(10, 7, STALL));
        assertEquals(
                List.of("WARN Closed a connection whose peer took none of 7 bytes for 2s (echo.stall-timeout)"),
                captured.take());
    }

    @Test
    void testLook_whileNothingWaits_knowsNoStall() {
        IdleTimeouts patience = patience("0s", "2s");
        patience.look(10, 0, 0);
        assertEquals(Optional.empty(), patience.look(10, 0, 100 * STALL));
        assertEquals(List.of(), captured.take());
    }

    @Test
    void testLook_whileBytesWait_endsByTheIdleTimeout_whereThatIsShorterOrTheOnlyOne() {
        IdleTimeouts shorter = patience("1s", "2s");
        shorter.look(10, 7, 0);
        assertEquals(Optional.of(CloseReason.IDLE), shorter.look(10, 7, STALL / 2));
        IdleTimeouts only = patience("1s", "0s");
        only.look(10, 7, 0);
        assertEquals(Optional.of(CloseReason.IDLE), only.look(10, 7, STALL / 2));
    }

    @Test
    void testLook_withoutTimeouts_neverEnds() {
        IdleTimeouts patience = patience("0s", "0s");
        patience.look(10, 7, 0);
        assertEquals(Optional.empty(), patience.look(10, 7, Long.MAX_VALUE));
    }
}
