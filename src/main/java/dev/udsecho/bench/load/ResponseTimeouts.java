package dev.udsecho.bench.load;

import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** Finds connections whose answer, or connect, takes longer than the timeout; checked four times per timeout. */
final class ResponseTimeouts {
    private static final int LOOKS_PER_TIMEOUT = 4;

    private final Duration timeout;
    private long next;

    ResponseTimeouts(Duration timeout) {
        this.timeout = timeout;
    }

    void begin(long now) {
        next = now + timeout.dividedBy(LOOKS_PER_TIMEOUT).toNanos();
    }

    /** Names those connections, if it is time to look. */
    void look(Set<SelectionKey> keys, long now, Consumer<LoadConnection> late) {
        if (timeout.isZero() || now - next < 0) {
            return;
        }
        begin(now);
        for (SelectionKey key : keys) {
            LoadConnection connection = (LoadConnection) key.attachment();
            if (key.isValid() && connection.isAwaited() && now - connection.awaitedSince() >= timeout.toNanos()) {
                late.accept(connection);
            }
        }
    }
}
