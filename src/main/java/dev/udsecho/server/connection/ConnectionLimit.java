package dev.udsecho.server.connection;

import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.os.CgroupMemory;
import dev.udsecho.os.DescriptorLimit;
import dev.udsecho.server.netty.AdaptiveReadSize;
import dev.udsecho.time.Ticker;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * The maximum number of open connections: {@code echo.max-connections}, lowered at the start to fit the file
 * descriptors and the memory of this process. For any thread.
 */
public final class ConnectionLimit {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    private final int configured;
    private final RateLimitedLog log;
    private final AtomicInteger open = new AtomicInteger();
    private volatile int limit;
    private volatile Optional<SendBuffers> sendBuffers = Optional.empty();

    ConnectionLimit(int configured, Ticker ticker) {
        this.configured = configured;
        this.limit = configured;
        this.log = new RateLimitedLog(LOG, Logger.Level.WARN, 1, ticker);
    }

    /**
     * Lowers the limit to the number of connections that the file descriptors of this process allow. Logs a warning if
     * it is lowered.
     */
    public void fitDescriptors() {
        DescriptorLimit descriptors = DescriptorLimit.now();
        limit = Math.min(configured, descriptors.maxConnections());
        if (limit < configured) {
            LOG.warnf(
                    "echo.max-connections=%d does not fit the limit of %d file descriptors (%d are in use): lowered to %d;"
                            + " raise that limit (ulimit -n), or lower the key",
                    configured, descriptors.limit(), descriptors.open(), limit);
        }
    }

    /**
     * Bounds the memory of connections to fit the container's limit. Logs a line if that is less than they could use.
     */
    public void fitMemory() {
        CgroupMemory.limit()
                .ifPresent(bytes ->
                        apply(MemoryBudget.of(bytes, Runtime.getRuntime().maxMemory(), limit)));
    }

    public void apply(MemoryBudget budget) {
        if (budget.allowsDefaults()) {
            return;
        }
        boolean lowered = budget.connections() < limit;
        limit = budget.connections();
        AdaptiveReadSize.limitWaiting(budget.waiting());
        sendBuffers = Optional.of(new SendBuffers(budget.spare()));
        budget.line(lowered).log(LOG, lowered ? Logger.Level.WARN : Logger.Level.INFO);
    }

    /** Returns the maximum number of open connections. */
    public int maximum() {
        return limit;
    }

    /** Returns whether one more connection may be open, and counts it then. */
    boolean tryOpen() {
        if (open.incrementAndGet() <= limit) {
            return true;
        }
        open.decrementAndGet();
        log.log(() -> "Refused a connection: " + limit + " are open, and more are not allowed (echo.max-connections)");
        return false;
    }

    /** Gives a new connection its part of the memory. */
    void boundMemory(EchoConnection connection) {
        sendBuffers.ifPresent(buffers -> connection.limitSendBuffer(buffers.acquire()));
    }

    /**
     * Releases the resources of a connection that has closed.
     *
     * @param counted whether {@link #tryOpen} has counted it
     */
    void onClosed(EchoConnection connection, boolean counted) {
        sendBuffers.ifPresent(buffers -> buffers.release(connection.sendBuffer()));
        if (counted) {
            open.decrementAndGet();
        }
    }
}
