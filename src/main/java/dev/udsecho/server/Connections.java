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

/**
 * The connections of all listeners: whom they are with, and how many there may be at once. For any thread.
 */
@Singleton
public final class Connections {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    private final EchoConfig config;
    private final Echo echo;
    private final Ticker ticker;
    private final PeerPolicy policy;
    private final Optional<RateLimitedLog> preview;
    private final RateLimitedLog quiet;
    private final RateLimitedLog failures;
    private final RateLimitedLog strangers;
    private final RateLimitedLog tooMany;
    private final AtomicInteger open = new AtomicInteger();
    private final SelfConnections ownCalls;
    private final ConnectionCounters clients = new ConnectionCounters();
    private final ConnectionCounters ourselves = new ConnectionCounters();
    private final ConnectionCounters listeners = new ConnectionCounters();
    private volatile int limit;
    private volatile Optional<SendBuffers> sendBuffers = Optional.empty();

    /** None yet. */
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
        this.quiet = EchoConnection.quietLog(ticker);
        this.failures = EchoHandler.failureLog(ticker);
        this.strangers = new RateLimitedLog(LOG, Logger.Level.WARN, 1, ticker);
        this.tooMany = new RateLimitedLog(LOG, Logger.Level.WARN, 1, ticker);
        this.ownCalls = new SelfConnections(ticker);
        this.limit = config.maxConnections();
    }

    /** Lowers the limit to what this process' file descriptors suffice for, with a warning if they don't for all. */
    public void fitDescriptors() {
        DescriptorLimit descriptors = DescriptorLimit.now();
        limit = Math.min(config.maxConnections(), descriptors.maxConnections());
        if (limit < config.maxConnections()) {
            LOG.warnf(
                    "echo.max-connections=%d does not fit the limit of %d file descriptors (%d are in use): lowered to %d;"
                            + " raise that limit (ulimit -n), or lower the key",
                    config.maxConnections(), descriptors.limit(), descriptors.open(), limit);
        }
    }

    /** Bounds what connections may take of the container's memory, with a line if that is less than they would take. */
    public void fitMemory() {
        CgroupMemory.limit()
                .ifPresent(
                        bytes -> fit(MemoryBudget.of(bytes, Runtime.getRuntime().maxMemory(), limit)));
    }

    void fit(MemoryBudget budget) {
        if (budget.isAmple()) {
            return;
        }
        boolean lowered = budget.connections() < limit;
        limit = budget.connections();
        AdaptiveReadSize.bound(budget.waiting());
        sendBuffers = Optional.of(new SendBuffers(budget.spare()));
        budget.line(lowered).log(LOG, lowered ? Logger.Level.WARN : Logger.Level.INFO);
    }

    /** Makes a connection of our own: it is no client, and not counted as one. */
    public <T> T callOurselves(SelfConnections.Call<T> call) throws IOException {
        return ownCalls.make(call);
    }

    /**
     * Takes a connection on, before the first byte is read; one that may not be, or is too many, sees end of file.
     *
     * @param ofListener whether a listener made it to itself; that takes no place of a client, who may come at the same
     *     moment
     */
    Optional<EchoConnection> admit(NetSocket accepted, boolean ofListener) {
        NativeSocket socket = new NativeSocket(accepted);
        ConnectionCounters counts = ofListener ? listeners : isOwnCall(socket) ? ourselves : clients;
        if (!policy.isOpen() && !isServed(socket)) {
            counts.addRejected(RejectReason.ACCESS);
            socket.refuse();
            return Optional.empty();
        }
        if (!ofListener && open.incrementAndGet() > limit) {
            open.decrementAndGet();
            counts.addRejected(RejectReason.LIMIT);
            socket.refuse();
            tooMany.say(() ->
                    "Refused a connection: " + limit + " are open, and more are not allowed (echo.max-connections)");
            return Optional.empty();
        }
        counts.addAccepted();
        EchoConnection connection =
                new EchoConnection(socket, echo, preview, new IdleTimeouts(config, quiet), counts, ticker);
        sendBuffers.ifPresent(buffers -> connection.boundSending(buffers.take()));
        return Optional.of(connection);
    }

    /** The kernel is asked only while there may be such calls. */
    private boolean isOwnCall(NativeSocket socket) {
        return ownCalls.mayArrive()
                && socket.namedPeer().filter(policy::isOurselves).isPresent();
    }

    /** Whether this process made the connection; where the kernel does not name peers, whether it may have. */
    boolean isFromOurselves(NativeSocket socket) {
        return socket.namedPeer().map(policy::isOurselves).orElse(true);
    }

    private boolean isServed(NativeSocket socket) {
        try {
            PeerIds peer = socket.peer();
            boolean served = policy.serves(peer);
            if (!served) {
                strangers.say(() -> policy.refusal(peer));
            }
            return served;
        } catch (IOException e) {
            strangers.say(() -> "Refused a peer that the kernel does not name: " + e.getMessage());
            return false;
        }
    }

    /** A connection that was admitted has closed. */
    void left(EchoConnection connection) {
        sendBuffers.ifPresent(buffers -> buffers.giveBack(connection.sendBuffer()));
        if (!connection.isCountedIn(listeners)) {
            open.decrementAndGet();
        }
    }

    /** The log for answers that failed. */
    RateLimitedLog failures() {
        return failures;
    }

    /** How many may be open at once. */
    public int limit() {
        return limit;
    }

    /** What was done for clients so far. */
    public ConnectionCounters counts() {
        return clients;
    }

    /** Whether it is one with a client. */
    boolean isClient(EchoConnection connection) {
        return connection.isCountedIn(clients);
    }
}
