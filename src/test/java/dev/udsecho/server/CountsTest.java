package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountsTest {
    private final Counts counts = new Counts();

    @Test
    void testCounts_startAtZero() {
        assertEquals(0, counts.accepted() + counts.active() + counts.received() + counts.sent() + counts.dropped());
        for (Rejection reason : Rejection.values()) {
            assertEquals(0, counts.rejected(reason));
        }
        for (Ending cause : Ending.values()) {
            assertEquals(0, counts.closed(cause));
        }
    }

    @Test
    void testActive_isWhatWasAcceptedAndNotClosedByAnyCause() {
        for (Ending cause : Ending.values()) {
            counts.addAccepted();
            counts.addAccepted();
            counts.addClosed(cause, 0);
        }
        assertEquals(2 * Ending.values().length, counts.accepted());
        assertEquals(Ending.values().length, counts.active());
    }

    @Test
    void testClosed_isCountedByCause_withTheBytesDropped() {
        counts.addClosed(Ending.STALL, 7);
        counts.addClosed(Ending.STALL, 5);
        counts.addClosed(Ending.IDLE, 0);
        assertEquals(2, counts.closed(Ending.STALL));
        assertEquals(1, counts.closed(Ending.IDLE));
        assertEquals(0, counts.closed(Ending.CLIENT));
        assertEquals(12, counts.dropped());
    }

    @Test
    void testRejected_isCountedByReason_andIsNotActive() {
        counts.addRejected(Rejection.ACCESS);
        counts.addRejected(Rejection.ACCESS);
        assertEquals(2, counts.rejected(Rejection.ACCESS));
        assertEquals(0, counts.rejected(Rejection.LIMIT));
        assertEquals(0, counts.active());
    }

    @Test
    void testBytes_areExact_whenSeveralThreadsCount() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(this::countALot);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(4 * 1000 * 3, counts.received());
        assertEquals(4 * 1000 * 2, counts.sent());
        assertEquals(4 * 1000, counts.accepted());
    }

    private void countALot() {
        for (int i = 0; i < 1000; i++) {
            counts.addReceived(3);
            counts.addSent(2);
            counts.addAccepted();
        }
    }
}
