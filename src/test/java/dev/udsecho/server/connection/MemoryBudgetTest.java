package dev.udsecho.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests how a memory limit is divided, and that no number of connections exceeds its part. */
class MemoryBudgetTest {
    private static final long MIB = 1024 * 1024;

    /**
     * The maximum heap in bytes that the JVM reports with the image's -Xmx48m and Serial GC: without one survivor
     * space.
     */
    private static final long HEAP = 48_693_248;

    private static void assertWithin(MemoryBudget budget) {
        SendBuffers buffers = new SendBuffers(budget.spare());
        long held = IntStream.range(0, budget.connections())
                .mapToLong(i -> SendBuffers.held(buffers.acquire()) - SendBuffers.held(SendBuffers.SMALLEST))
                .sum();
        assertTrue(held + budget.connections() * MemoryBudget.PER_CONNECTION <= budget.left(), budget::toString);
    }

    @Test
    void testOf_theManifestsLimit_allowsTheDefault() {
        MemoryBudget budget = MemoryBudget.of(192 * MIB, HEAP, 8192);
        assertEquals(8192, budget.connections());
        assertFalse(budget.allowsDefaults());
        assertWithin(budget);
    }

    @Test
    void testOf_theManifestsLimit_isDividedAmongTheParts() {
        MemoryBudget budget = MemoryBudget.of(192 * MIB, HEAP, 8192);
        assertEquals((192 - 48 - 6) * MIB - HEAP, budget.left());
        assertEquals(3 * MIB, budget.waiting());
        assertEquals(budget.left() - 8192 * MemoryBudget.PER_CONNECTION, budget.spare());
        assertEquals(0, MemoryBudget.of(4096, HEAP, 8192).spare());
    }

    @Test
    void testHeld_isAtLeastWhatWasMeasured_andAMessageIsHalfABuffer() {
        assertTrue(SendBuffers.held(212_992) >= 245_504);
        assertTrue(SendBuffers.held(4608) >= 8704);
        assertEquals(4608 + 2304, SendBuffers.held(2 * 4608) - SendBuffers.held(4608));
    }

    @Test
    void testOf_aSmallLimit_lowersTheConnections() {
        MemoryBudget budget = MemoryBudget.of(128 * MIB, HEAP, 8192);
        assertTrue(budget.connections() < 8192, budget::toString);
        assertTrue(budget.connections() > 1000, budget::toString);
        assertWithin(budget);
    }

    @Test
    void testOf_aHeapAsLargeAsTheLimit_leavesAQuarter() {
        MemoryBudget budget = MemoryBudget.of(192 * MIB, 192 * MIB, 8192);
        assertEquals(48 * MIB, budget.left());
        assertEquals(48 * MIB / MemoryBudget.PER_CONNECTION, budget.connections());
        assertWithin(budget);
    }

    @Test
    void testOf_aTinyLimit_isOneConnection() {
        assertEquals(1, MemoryBudget.of(4096, HEAP, 8192).connections());
    }

    @Test
    void testAllowsDefaults_whereTheDefaultBufferFitsForEach() {
        assertTrue(MemoryBudget.of(192 * MIB, HEAP, 300).allowsDefaults());
        assertFalse(MemoryBudget.of(192 * MIB, HEAP, 600).allowsDefaults());
        assertTrue(MemoryBudget.of(4096 * MIB, HEAP, 8192).allowsDefaults());
        assertWithin(MemoryBudget.of(1024 * MIB, HEAP, 8192));
    }

    @Test
    void testAcquire_theFirstGetTheDefault_thenLess_andTheLastTheMinimum() {
        SendBuffers buffers = new SendBuffers(4 * MIB);
        assertEquals(SendBuffers.LARGEST, buffers.acquire());
        IntStream.range(0, 1000).forEach(i -> buffers.acquire());
        assertEquals(SendBuffers.SMALLEST, buffers.acquire());
    }

    @Test
    void testRelease_makesTheMemoryAvailableAgain() {
        SendBuffers buffers = new SendBuffers(SendBuffers.LARGEST);
        int first = buffers.acquire();
        int second = buffers.acquire();
        assertTrue(second < first);
        buffers.release(0);
        buffers.release(second);
        buffers.release(first);
        assertEquals(first, buffers.acquire());
    }
}
