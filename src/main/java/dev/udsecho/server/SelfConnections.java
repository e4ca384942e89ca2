package dev.udsecho.server;

import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connections that this process makes to itself, to try what a client would meet. One whose maker has given up may be
 * accepted later, when an event loop turns again or descriptors are back. For any thread.
 */
public final class SelfConnections {
    /** How long after a call that failed it may still arrive, in nanoseconds. */
    private static final long LATE = 60_000_000_000L;

    private final Ticker ticker;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong failures = new AtomicLong();
    private volatile long failedAt;

    SelfConnections(Ticker ticker) {
        this.ticker = ticker;
    }

    /** A call. */
    @FunctionalInterface
    public interface Call<T> {
        /** Makes it. */
        T make() throws IOException;
    }

    <T> T make(Call<T> call) throws IOException {
        underWay.incrementAndGet();
        boolean done = false;
        try {
            T result = call.make();
            done = true;
            return result;
        } finally {
            if (!done) {
                failedAt = ticker.nanos();
                failures.incrementAndGet();
            }
            underWay.decrementAndGet();
        }
    }

    /** Whether a connection that is accepted now may be one of these. */
    boolean mayArrive() {
        return underWay.get() > 0 || failures.get() > 0 && ticker.nanos() - failedAt < LATE;
    }
}
