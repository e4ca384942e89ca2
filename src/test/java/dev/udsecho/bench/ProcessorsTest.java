package dev.udsecho.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProcessorsTest {
    @Test
    void testNow_whereReported_idleIsAtMostTotal() {
        Processors.now().ifPresent(now -> {
            assertTrue(now.idle() >= 0 && now.idle() <= now.total(), now::toString);
            assertTrue(now.total() > 0, now::toString);
        });
    }

    @Test
    void testIdleShare_ofNoTime_isZero() {
        assertEquals(0, Processors.ZERO.idleShare());
        assertEquals(
                0.25, new Processors(108, 52).since(new Processors(100, 50)).idleShare());
    }
}
