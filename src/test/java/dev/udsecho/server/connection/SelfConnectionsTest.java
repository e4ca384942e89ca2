package dev.udsecho.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.FakeTicker;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SelfConnectionsTest {
    private final FakeTicker ticker = new FakeTicker();
    private final SelfConnections calls = new SelfConnections(ticker);

    private void fail(String message) {
        IOException thrown = assertThrows(
                IOException.class,
                () -> calls.run(() -> {
                    throw new IOException(message);
                }));
        assertEquals(message, thrown.getMessage());
    }

    @Test
    void testMayArrive_falseWithoutACall() {
        assertFalse(calls.mayArrive());
        assertFalse(new SelfConnections(() -> 0).mayArrive());
    }

    @Test
    void testMayArrive_trueDuringACall_andFalseAfterASuccess() throws Exception {
        assertEquals("done", calls.run(() -> {
            assertTrue(calls.mayArrive());
            return "done";
        }));
        assertFalse(calls.mayArrive());
    }

    @Test
    void testMayArrive_trueForAMinuteAfterAFailedCall() {
        fail("timed out");
        assertTrue(calls.mayArrive());
        ticker.advance(Duration.ofMinutes(1).minusNanos(1));
        assertTrue(calls.mayArrive());
        ticker.advance(Duration.ofNanos(1));
        assertFalse(calls.mayArrive());
    }

    @Test
    void testMayArrive_countsFromTheLastFailure() {
        fail("first");
        ticker.advance(Duration.ofSeconds(50));
        fail("second");
        ticker.advance(Duration.ofSeconds(50));
        assertTrue(calls.mayArrive());
    }

    @Test
    void testMayArrive_trueAfterACallThatThrewSomethingElse() {
        assertThrows(
                IllegalStateException.class,
                () -> calls.run(() -> {
                    throw new IllegalStateException();
                }));
        assertTrue(calls.mayArrive());
    }

    @Test
    void testMayArrive_trueUntilTheLastOfNestedCallsIsOver() throws Exception {
        calls.run(() -> {
            calls.run(() -> "inner");
            assertTrue(calls.mayArrive());
            return "outer";
        });
        assertFalse(calls.mayArrive());
    }
}
