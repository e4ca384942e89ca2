package dev.udsecho.server.connection;

import dev.udsecho.logging.LogEvent;
import dev.udsecho.server.netty.AdaptiveReadSize;

/**
 * The part of a memory limit, in bytes, that is left for connections, and the number of connections that it allows in
 * the worst case.
 *
 * <p>The process itself may take the whole heap, {@link #PROGRAM} beside it, and a part of the limit for bytes that
 * wait for peers. The rest, {@code left}, is for the connections: {@link #PER_CONNECTION} for each of
 * {@code connections}. The remainder enlarges their send buffers ({@link SendBuffers}).
 *
 * @param limit the memory limit of the container
 * @param left at least a quarter of the limit, since a heap as large as the limit is rarely used completely
 * @param connections the maximum number of connections, at least one
 */
public record MemoryBudget(long limit, long left, int connections) {
    private static final long MIB = 1024 * 1024;

    /** The memory of class data, compiled code, stacks, the C library, and the mapped files that are always in use. */
    static final long PROGRAM = 48 * MIB;

    /** The divisor for the part of the limit that bytes waiting for peers may use: 6 MiB of 192. */
    private static final int WAITING_DIVISOR = 32;

    /**
     * The kernel memory of an idle connection for its descriptor, inode and epoll entry, as measured: 8,000 connections
     * took 12 MB.
     */
    private static final long IDLE = 1536;

    /** The maximum memory of a connection with the smallest send buffer. */
    public static final long PER_CONNECTION =
            IDLE + AdaptiveReadSize.MAX_WHEN_SHORT + SendBuffers.held(SendBuffers.SMALLEST);

    /**
     * Divides a memory limit.
     *
     * @param heap the maximum size of the heap
     * @param wanted the maximum number of connections without this limit
     */
    public static MemoryBudget of(long limit, long heap, int wanted) {
        long left = Math.max(limit - heap - PROGRAM - limit / WAITING_DIVISOR, limit / 4);
        return new MemoryBudget(limit, left, (int) Math.max(1, Math.min(wanted, left / PER_CONNECTION)));
    }

    /** Returns a log line about the bounds. */
    LogEvent line(boolean lowered) {
        String sentence = "Connections are bounded to fit the container's memory";
        return new LogEvent("memory", lowered ? sentence + ": echo.max-connections was lowered" : sentence)
                .with("limit", limit)
                .with("left", left)
                .with("perConnection", PER_CONNECTION)
                .with("spare", spare())
                .with("maxConnections", connections);
    }

    /**
     * Returns the number of bytes that may wait for all peers before memory counts as short: half of its part, since
     * the pool rounds up.
     */
    long waiting() {
        return limit / WAITING_DIVISOR / 2;
    }

    /** Returns the memory that is left when each connection has its minimum. */
    long spare() {
        return Math.max(0, left - connections * PER_CONNECTION);
    }

    /**
     * Returns whether the budget allows the kernel's default send buffer for each connection, so that no bound is
     * needed.
     */
    boolean allowsDefaults() {
        return left >= connections * (PER_CONNECTION + SendBuffers.held(SendBuffers.LARGEST));
    }
}
