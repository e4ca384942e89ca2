package dev.udsecho.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.udsecho.server.connection.CloseReason;
import dev.udsecho.testing.LogCapture;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class LogEventTest {
    private final LogEvent line = new LogEvent("closed", "Closed it");

    @Test
    void testToString_isTheSentence_whereThereAreNoFacts() {
        assertEquals("Closed it", line.toString());
        assertEquals("Closed it", line.withKeyOnly("path", "/run/echo.sock").toString());
    }

    @Test
    void testToString_hasTheFactsInBrackets_inTheirOrder() {
        assertEquals(
                "Closed it (sent 7, cause idle)",
                line.with("sent", 7).with("cause", CloseReason.IDLE).toString());
    }

    @Test
    void testLog_writesTheText_withEveryFactAsAKey_andLeavesNoKeyBehind() {
        try (LogCapture captured = new LogCapture(LogEventTest.class, LogEventTest::keys)) {
            line.withKeyOnly("path", "/run/echo.sock")
                    .with("sent", 7)
                    .log(Logger.getLogger(LogEventTest.class), Logger.Level.WARN);
            assertEquals(List.of("closed /run/echo.sock 7"), captured.events());
            assertEquals(List.of("WARN Closed it (sent 7)"), captured.take());
        }
        assertNull(MDC.get("event"));
        assertNull(MDC.get("path"));
        assertNull(MDC.get("sent"));
    }

    /** Returns the keys that a formatter finds beside the line. */
    private static String keys() {
        return MDC.get("event") + " " + MDC.get("path") + " " + MDC.get("sent");
    }
}
