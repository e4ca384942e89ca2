package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a memory limit is divided, and that no number of connections exceeds its part. */
class MemoryBudgetTest {
    private static final long MIB = 1024 * 1024;

    /** What the JVM tells with the image's -Xmx48m and Serial GC: without one survivor space. */
    private static final long HEAP = 48_693_248;

    private static void assertWithin(MemoryBudget budget) {
        SendBuffers buffers = new SendBuffers(budget.spare());
        long held = IntStream.range(0, budget.connections())
                .mapToLong(i -> SendBuffers.held(buffers.take()) - SendBuffers.held(SendBuffers.SMALLEST))
                .sum();
        assertTrue(held + budget.connections() * MemoryBudget.PER_CONNECTION <= budget.left(), budget::toString);
    }

    @Test
    void testOf_theManifestsLimit_sufficesForTheDefault() {
        MemoryBudget budget = MemoryBudget.of(192 * MIB, HEAP, 8192);
        assertEquals(8192, budget.connections());
        assertFalse(budget.isAmple());
        assertWithin(budget);
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
    void testOf_allButNothing_isOneConnection() {
        assertEquals(1, MemoryBudget.of(4096, HEAP, 8192).connections());
    }

    @Test
    void testIsAmple_whereTheDefaultBufferFitsForEach() {
        assertTrue(MemoryBudget.of(192 * MIB, HEAP, 300).isAmple());
        assertFalse(MemoryBudget.of(192 * MIB, HEAP, 600).isAmple());
        assertTrue(MemoryBudget.of(4096 * MIB, HEAP, 8192).isAmple());
        assertWithin(MemoryBudget.of(1024 * MIB, HEAP, 8192));
    }

    @Test
    void testTake_theFirstGetTheDefault_thenLess_andTheLastTheLeast() {
        SendBuffers buffers = new SendBuffers(4 * MIB);
        assertEquals(SendBuffers.LARGEST, buffers.take());
        IntStream.range(0, 1000).forEach(i -> buffers.take());
        assertEquals(SendBuffers.SMALLEST, buffers.take());
    }

    @Test
    void testGiveBack_letsTheNextOneHaveIt() {
        SendBuffers buffers = new SendBuffers(SendBuffers.LARGEST);
        int first = buffers.take();
        int second = buffers.take();
        assertTrue(second < first);
        buffers.giveBack(0);
        buffers.giveBack(second);
        buffers.giveBack(first);
        assertEquals(first, buffers.take());
    }
}
