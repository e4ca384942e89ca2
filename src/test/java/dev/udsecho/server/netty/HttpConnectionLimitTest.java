package dev.udsecho.server.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpConnectionLimitTest {
    private static final long REQUEST_TIME = HttpConnectionLimit.REQUEST_TIME.toNanos();
    private static final long ANSWER_TIME = HttpConnectionLimit.ANSWER_TIME.toNanos();

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
    void testNotFull_nothingIsEvictable() {
        limit.add(new Connection(false, Duration.ofHours(1).toNanos()));
        assertEquals(List.of(), limit.evictable());
    }

    @Test
    void testFull_evictsSilentConnectionsFirst_theOldestBefore() {
        HttpConnectionLimit three = new HttpConnectionLimit(3);
        Connection busy = new Connection(true, ANSWER_TIME);
        Connection silent = new Connection(false, REQUEST_TIME);
        Connection older = new Connection(false, REQUEST_TIME + 1);
        List.of(busy, silent, older).forEach(three::add);
        assertEquals(List.of(older, silent, busy), three.evictable());
    }

    @Test
    void testFull_keepsYoungConnections() {
        add(new Connection(false, REQUEST_TIME - 1), new Connection(true, ANSWER_TIME - 1));
        assertEquals(List.of(), limit.evictable());
    }

    @Test
    void testClosed_makesRoom() {
        Connection first = new Connection(false, REQUEST_TIME + 1);
        add(first, new Connection(false, REQUEST_TIME));
        limit.remove(first);
        assertEquals(List.of(), limit.evictable());
    }
}
