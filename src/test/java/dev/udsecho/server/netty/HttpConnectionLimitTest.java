package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpConnectionLimitTest {
    private static final long SILENT = HttpConnectionLimit.SILENT.toNanos();
    private static final long ANSWERING = HttpConnectionLimit.ANSWERING.toNanos();

    private final HttpConnectionLimit limit = new HttpConnectionLimit(2);

    private record Connection(boolean isAnswering, long age) implements HttpConnectionLimit.Member {
        @Override
        public void abort() {}
    }

    private void add(HttpConnectionLimit.Member first, HttpConnectionLimit.Member second) {
        limit.add(first);
        limit.add(second);
    }

    @Test
    void testRoom_nothingHasToGo() {
        limit.add(new Connection(false, Duration.ofHours(1).toNanos()));
        assertEquals(List.of(), limit.firstToGo());
    }

    @Test
    void testFull_silentConnectionsGoFirst_theOldestBefore() {
        HttpConnectionLimit three = new HttpConnectionLimit(3);
        Connection busy = new Connection(true, ANSWERING);
        Connection silent = new Connection(false, SILENT);
        Connection older = new Connection(false, SILENT + 1);
        List.of(busy, silent, older).forEach(three::add);
        assertEquals(List.of(older, silent, busy), three.firstToGo());
    }

    @Test
    void testFull_theYoungStay() {
        add(new Connection(false, SILENT - 1), new Connection(true, ANSWERING - 1));
        assertEquals(List.of(), limit.firstToGo());
    }

    @Test
    void testClosed_makesRoom() {
        Connection first = new Connection(false, SILENT + 1);
        add(first, new Connection(false, SILENT));
        limit.remove(first);
        assertEquals(List.of(), limit.firstToGo());
    }
}
