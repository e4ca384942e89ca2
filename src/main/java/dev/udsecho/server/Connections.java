package dev.udsecho.server;

import java.util.concurrent.atomic.AtomicInteger;

/** How many connections a listener has open. Counted on the event loops, read from anywhere. */
final class Connections {
    private final AtomicInteger open = new AtomicInteger();

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }
}
