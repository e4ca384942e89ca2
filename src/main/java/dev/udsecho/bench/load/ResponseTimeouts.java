package dev.udsecho.bench.load;

import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/** Finds connections whose response, or connect, takes longer than the timeout; checked four times per timeout. */
final class ResponseTimeouts {
    private static final int CHECKS_PER_TIMEOUT = 4;

    private final Duration timeout;
    private long next;

    ResponseTimeouts(Duration timeout) {
        this.timeout = timeout;
    }

    /** Schedules the next check a quarter of the timeout from now. */
    void begin(long now) {
        next = now + timeout.dividedBy(CHECKS_PER_TIMEOUT).toNanos();
    }

    /** Reports the overdue connections, if a check is due. */
    void check(Set<SelectionKey> keys, long now, Consumer<LoadConnection> onTimeout) {
        if (timeout.isZero() || now - next < 0) {
            return;
        }
        begin(now);
        for (SelectionKey key : keys) {
            LoadConnection connection = (LoadConnection) key.attachment();
            if (key.isValid() && connection.isWaiting() && now - connection.awaitedSince() >= timeout.toNanos()) {
                onTimeout.accept(connection);
            }
        }
    }
}
