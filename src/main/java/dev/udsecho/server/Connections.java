package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.config.PayloadLog;
import dev.udsecho.echo.Echo;
import io.vertx.core.net.NetSocket;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * The connections of all listeners: whom they are with, and how many there may be at once. For any thread.
 */
@Singleton
public final class Connections {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    private final EchoConfig config;
    private final Echo echo;
    private final PeerPolicy policy;
    private final Optional<CalmLog> preview;
    private final CalmLog strangers = new CalmLog(LOG, Logger.Level.WARN, 1);
    private final CalmLog tooMany = new CalmLog(LOG, Logger.Level.WARN, 1);
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder refusedByAccess = new LongAdder();
    private final LongAdder refusedByLimit = new LongAdder();
    private volatile int limit;

    /** None yet. */
    public Connections(EchoConfig config, Echo echo) {
        this.config = config;
        this.echo = echo;
        this.policy = new PeerPolicy(config.access());
        this.preview = config.log().payload() == PayloadLog.PREVIEW
                ? Optional.of(EchoConnection.previewLog())
                : Optional.empty();
        this.limit = config.maxConnections();
    }

    /** Lowers the limit to what this process' file descriptors suffice for, with a warning if they don't for all. */
    public void fitDescriptors() {
        Descriptors descriptors = Descriptors.now();
        limit = Math.min(config.maxConnections(), descriptors.forConnections());
        if (limit < config.maxConnections()) {
            LOG.warnf(
                    "echo.max-connections=%d does not fit the limit of %d file descriptors (%d are in use): lowered to %d;"
                            + " raise that limit (ulimit -n), or lower the key",
                    config.maxConnections(), descriptors.limit(), descriptors.open(), limit);
        }
    }

    /** Takes a connection on, before the first byte is read; one that may not be, or is too many, sees end of file. */
    Optional<EchoConnection> admit(NetSocket accepted) {
        NativeSocket socket = new NativeSocket(accepted);
        if (!policy.isOpen() && !isServed(socket)) {
            refusedByAccess.increment();
            socket.refuse();
            return Optional.empty();
        }
        if (open.incrementAndGet() > limit) {
            open.decrementAndGet();
            refusedByLimit.increment();
            socket.refuse();
            tooMany.say(() ->
                    "Refused a connection: " + limit + " are open, and more are not allowed (echo.max-connections)");
            return Optional.empty();
        }
        return Optional.of(new EchoConnection(socket, echo, preview, config));
    }

    private boolean isServed(NativeSocket socket) {
        try {
            Peer peer = socket.peer();
            boolean served = policy.serves(peer);
            if (!served) {
                strangers.say(
                        () -> "Refused a peer that is not listed: " + peer + " (echo.access.uids, echo.access.gids)");
            }
            return served;
        } catch (IOException e) {
            strangers.say(() -> "Refused a peer that the kernel does not name: " + e.getMessage());
            return false;
        }
    }

    /** A connection that was admitted has closed. */
    void left() {
        open.decrementAndGet();
    }

    /** How many are open. */
    public int open() {
        return open.get();
    }

    /** How many may be open at once. */
    public int limit() {
        return limit;
    }

    /** How many were refused because of who connected. */
    public long refusedByAccess() {
        return refusedByAccess.sum();
    }

    /** How many were refused because too many were open. */
    public long refusedByLimit() {
        return refusedByLimit.sum();
    }
}
