package dev.udsecho.server.connection;

import dev.udsecho.time.Ticker;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tracks the connections that this process makes to itself to test the service as a client. A connection whose caller
 * has given up may be accepted later, when a stuck event loop resumes or descriptors are available again. For any
 * thread.
 */
final class SelfConnections {
    /** The time in nanoseconds after a failed call during which its connection may still arrive. */
    private static final long LATE = 60_000_000_000L;

    private final Ticker ticker;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong failures = new AtomicLong();
    private volatile long failedAt;

    SelfConnections(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Runs a call of this process to itself, and returns its result. */
    <T> T run(Callable<T> call) throws Exception {
        running.incrementAndGet();
        try {
            return call.call();
        } catch (Throwable e) {
            failedAt = ticker.nanos();
            failures.incrementAndGet();
            throw e;
        } finally {
            running.decrementAndGet();
        }
    }

    /** Returns whether a connection that is accepted now may be one of this process. */
    boolean mayArrive() {
        return running.get() > 0 || failures.get() > 0 && ticker.nanos() - failedAt < LATE;
    }
}
