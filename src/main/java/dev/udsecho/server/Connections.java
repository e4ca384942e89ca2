package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.config.PayloadLog;
import dev.udsecho.echo.Echo;
import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.os.CgroupMemory;
import dev.udsecho.os.DescriptorLimit;
import dev.udsecho.os.PeerIds;
import dev.udsecho.server.netty.AdaptiveReadSize;
import dev.udsecho.server.netty.EchoHandler;
import dev.udsecho.server.netty.NativeSocket;
import dev.udsecho.time.Ticker;
import io.vertx.core.net.NetSocket;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Admits the connections of all listeners: checks their peers and limits their number. For any thread. */
@Singleton
public final class Connections {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    private final EchoConfig config;
    private final Echo echo;
    private final Ticker ticker;
    private final PeerPolicy policy;
    private final Optional<RateLimitedLog> preview;
    private final RateLimitedLog timeoutLog;
    private final RateLimitedLog echoFailures;
    private final RateLimitedLog refusalLog;
    private final RateLimitedLog limitLog;
    private final AtomicInteger open = new AtomicInteger();
    private final SelfConnections selfConnections;
    private final ConnectionCounters clients = new ConnectionCounters();
    private final ConnectionCounters self = new ConnectionCounters();
    private final ConnectionCounters listeners = new ConnectionCounters();
    private volatile int limit;
    private volatile Optional<SendBuffers> sendBuffers = Optional.empty();

    /** Creates the state without connections. */
    @Inject
    public Connections(EchoConfig config, Echo echo) {
        this(config, echo, Ticker.SYSTEM);
    }

    Connections(EchoConfig config, Echo echo, Ticker ticker) {
        this.config = config;
        this.echo = echo;
        this.ticker = ticker;
        this.policy = new PeerPolicy(config.access());
        this.preview = config.log().payload() == PayloadLog.PREVIEW
                ? Optional.of(EchoConnection.previewLog(ticker))
                : Optional.empty();
        this.timeoutLog = EchoConnection.timeoutLog(ticker);
        this.echoFailures = EchoHandler.failureLog(ticker);
        this.refusalLog = new RateLimitedLog(LOG, Logger.Level.WARN, 1, ticker);
        this.limitLog = new RateLimitedLog(LOG, Logger.Level.WARN, 1, ticker);
        this.selfConnections = new SelfConnections(ticker);
        this.limit = config.maxConnections();
    }

    /**
     * Lowers the limit to the number of connections that the file descriptors of this process allow. Logs a warning if
     * it is lowered.
     */
    public void limitToDescriptors() {
        DescriptorLimit descriptors = DescriptorLimit.now();
        limit = Math.min(config.maxConnections(), descriptors.maxConnections());
        if (limit < config.maxConnections()) {
            LOG.warnf(
                    "echo.max-connections=%d does not fit the limit of %d file descriptors (%d are in use): lowered to %d;"
                            + " raise that limit (ulimit -n), or lower the key",
                    config.maxConnections(), descriptors.limit(), descriptors.open(), limit);
        }
    }

    /**
     * Bounds the memory of connections to fit the container's limit. Logs a line if that is less than they could use.
     */
    public void limitToMemory() {
        CgroupMemory.limit()
                .ifPresent(bytes ->
                        apply(MemoryBudget.of(bytes, Runtime.getRuntime().maxMemory(), limit)));
    }

    void apply(MemoryBudget budget) {
        if (budget.allowsDefaults()) {
            return;
        }
        boolean lowered = budget.connections() < limit;
        limit = budget.connections();
        AdaptiveReadSize.limitWaiting(budget.waiting());
        sendBuffers = Optional.of(new SendBuffers(budget.spare()));
        budget.line(lowered).log(LOG, lowered ? Logger.Level.WARN : Logger.Level.INFO);
    }

    /** Runs a call of this process to itself. Its connection is not counted as a client. Blocks as the call does. */
    public <T> T connectToSelf(SelfConnections.Call<T> call) throws IOException {
        return selfConnections.run(call);
    }

    /**
     * Admits a connection before its first byte is read. A refused peer, or a connection above the limit, sees end of
     * file.
     *
     * @param ofListener whether a listener made the connection to itself; it does not count against the limit, since a
     *     client may connect at the same time
     */
    Optional<EchoConnection> admit(NetSocket accepted, boolean ofListener) {
        NativeSocket socket = new NativeSocket(accepted);
        ConnectionCounters counts = ofListener ? listeners : isSelfConnection(socket) ? self : clients;
        if (!policy.servesAll() && !isServed(socket)) {
            counts.addRejected(RejectReason.ACCESS);
            socket.refuse();
            return Optional.empty();
        }
        if (!ofListener && open.incrementAndGet() > limit) {
            open.decrementAndGet();
            counts.addRejected(RejectReason.LIMIT);
            socket.refuse();
            limitLog.log(() ->
                    "Refused a connection: " + limit + " are open, and more are not allowed (echo.max-connections)");
            return Optional.empty();
        }
        counts.addAccepted();
        EchoConnection connection =
                new EchoConnection(socket, echo, preview, new IdleTimeouts(config, timeoutLog), counts, ticker);
        sendBuffers.ifPresent(buffers -> connection.limitSendBuffer(buffers.acquire()));
        return Optional.of(connection);
    }

    /**
     * Returns whether this is a connection of this process to itself. Asks the kernel only while such connections may
     * arrive.
     */
    private boolean isSelfConnection(NativeSocket socket) {
        return selfConnections.mayArrive()
                && socket.knownPeer().filter(policy::isThisProcess).isPresent();
    }

    /** Returns whether this process made the connection; true if the kernel does not report the peer. */
    boolean isFromThisProcess(NativeSocket socket) {
        return socket.knownPeer().map(policy::isThisProcess).orElse(true);
    }

    private boolean isServed(NativeSocket socket) {
        try {
            PeerIds peer = socket.peer();
            boolean served = policy.serves(peer);
            if (!served) {
                refusalLog.log(() -> policy.refusal(peer));
            }
            return served;
        } catch (IOException e) {
            refusalLog.log(() -> "Refused a peer that the kernel does not name: " + e.getMessage());
            return false;
        }
    }

    /** Releases the resources of an admitted connection that has closed. */
    void onClosed(EchoConnection connection) {
        sendBuffers.ifPresent(buffers -> buffers.release(connection.sendBuffer()));
        if (!connection.isCountedIn(listeners)) {
            open.decrementAndGet();
        }
    }

    /** Returns the log for failed answers. */
    RateLimitedLog echoFailures() {
        return echoFailures;
    }

    /** Returns the maximum number of open connections. */
    public int limit() {
        return limit;
    }

    /** Returns the counters of client connections. */
    public ConnectionCounters counts() {
        return clients;
    }

    /** Returns whether the connection is with a client. */
    boolean isClient(EchoConnection connection) {
        return connection.isCountedIn(clients);
    }
}
