package dev.udsecho.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionCountersTest {
    private final ConnectionCounters counts = new ConnectionCounters();

    @Test
    void testCounts_startAtZero() {
        assertEquals(0, counts.accepted() + counts.active() + counts.received() + counts.sent() + counts.dropped());
        for (RejectReason reason : RejectReason.values()) {
            assertEquals(0, counts.rejected(reason));
        }
        for (CloseReason cause : CloseReason.values()) {
            assertEquals(0, counts.closed(cause));
        }
    }

    @Test
    void testActive_isTheNumberAcceptedAndNotClosed() {
        for (CloseReason cause : CloseReason.values()) {
            counts.addAccepted();
            counts.addAccepted();
            counts.addClosed(cause, 0);
        }
        assertEquals(2 * CloseReason.values().length, counts.accepted());
        assertEquals(CloseReason.values().length, counts.active());
    }

    @Test
    void testClosed_isCountedByCause_withTheBytesDropped() {
        counts.addClosed(CloseReason.STALL, 7);
        counts.addClosed(CloseReason.STALL, 5);
        counts.addClosed(CloseReason.IDLE, 0);
        assertEquals(2, counts.closed(CloseReason.STALL));
        assertEquals(1, counts.closed(CloseReason.IDLE));
        assertEquals(0, counts.closed(CloseReason.CLIENT));
        assertEquals(12, counts.dropped());
    }

    @Test
    void testRejected_isCountedByReason_andIsNotActive() {
        counts.addRejected(RejectReason.ACCESS);
        counts.addRejected(RejectReason.ACCESS);
        assertEquals(2, counts.rejected(RejectReason.ACCESS));
        assertEquals(0, counts.rejected(RejectReason.LIMIT));
        assertEquals(0, counts.active());
    }

    @Test
    void testBytes_areExact_whenSeveralThreadsCount() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(this::countManyTimes);
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

    private void countManyTimes() {
        for (int i = 0; i < 1000; i++) {
            counts.addReceived(3);
            counts.addSent(2);
            counts.addAccepted();
        }
    }
}
