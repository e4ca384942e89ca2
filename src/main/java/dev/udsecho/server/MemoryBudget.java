package dev.udsecho.server;

import dev.udsecho.logging.LogEvent;
import dev.udsecho.server.netty.AdaptiveReadSize;

/**
 * What of a memory limit, in bytes, is left for connections, and how many of them it suffices for whatever they do.
 *
 * <p>The process itself may take the whole heap, {@link #PROGRAM} beside it, and a part of the limit for what waits for peers.
 * The rest, {@code left}, is for the connections: {@link #PER_CONNECTION} for each of {@code connections}. What then remains
 * makes their send buffers larger ({@link SendBuffers}).
 *
 * @param limit the container's
 * @param left at least a quarter of the limit, since a heap that is as large as the limit is seldom used up
 * @param connections at least one
 */
record MemoryBudget(long limit, long left, int connections) {
    private static final long MIB = 1024 * 1024;

    /** Class data, compiled code, stacks, the C library, and the mapped files that are in use all the time. */
    static final long PROGRAM = 48 * MIB;

    /** The part of the limit that is for what waits for peers, 6 MiB of 192. */
    private static final int WAITING_PART = 32;

    /** The kernel's descriptor, inode and epoll entry of a connection, as measured: 8,000 took 12 MB. */
    private static final long IDLE = 1536;

    /** The most that a connection may come to, with the smallest send buffer. */
    static final long PER_CONNECTION = IDLE + AdaptiveReadSize.MAX_WHEN_SHORT + SendBuffers.held(SendBuffers.SMALLEST);

    /**
     * Divides a limit.
     *
     * @param heap the most that the heap may take
     * @param wanted how many connections there may be otherwise
     */
    static MemoryBudget of(long limit, long heap, int wanted) {
        long left = Math.max(limit - heap - PROGRAM - limit / WAITING_PART, limit / 4);
        return new MemoryBudget(limit, left, (int) Math.max(1, Math.min(wanted, left / PER_CONNECTION)));
    }

    /** Returns a line for the log about what was bounded. */
    LogEvent line(boolean lowered) {
        String sentence = "Connections are bounded to fit the container's memory";
        return new LogEvent("memory", lowered ? sentence + ": echo.max-connections was lowered" : sentence)
                .with("limit", limit)
                .with("left", left)
                .with("perConnection", PER_CONNECTION)
                .with("spare", spare())
                .with("maxConnections", connections);
    }

    /** Returns how much may wait for all peers until memory counts as short: half of its part, as the pool rounds up. */
    long waiting() {
        return limit / WAITING_PART / 2;
    }

    /** Returns what is left when each connection has the least that it needs. */
    long spare() {
        return Math.max(0, left - connections * PER_CONNECTION);
    }

    /** Returns whether the kernel's default send buffer fits for each connection, so that nothing needs a bound. */
    boolean isAmple() {
        return left >= connections * (PER_CONNECTION + SendBuffers.held(SendBuffers.LARGEST));
    }
}
