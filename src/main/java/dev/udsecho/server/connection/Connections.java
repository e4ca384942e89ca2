package dev.udsecho.server.connection;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.echo.Echo;
import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.os.PeerIds;
import dev.udsecho.os.UserNamespace;
import dev.udsecho.server.netty.NativeSocket;
import dev.udsecho.time.Ticker;
import io.vertx.core.net.NetSocket;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/** Admits the connections of all listeners: checks their peers and limits their number. For any thread. */
@Singleton
public final class Connections {
    private static final Logger LOG = Logger.getLogger(Connections.class);

    private final EchoConfig config;
    private final Echo echo;
    private final Ticker ticker;
    private final PeerPolicy policy;
    private final ConnectionLimit limit;
    private final ConnectionLogs logs;
    private final RateLimitedLog refusalLog;
    private final SelfConnections selfConnections;
    private final ConnectionCounters clients = new ConnectionCounters();
    private final ConnectionCounters self = new ConnectionCounters();
    private final ConnectionCounters listeners = new ConnectionCounters();

    /** Creates the state without connections. */
    @Inject
    public Connections(EchoConfig config, Echo echo) {
        this(config, echo, Ticker.SYSTEM);
    }

    public Connections(EchoConfig config, Echo echo, Ticker ticker) {
        this.config = config;
        this.echo = echo;
        this.ticker = ticker;
        this.policy = new PeerPolicy(config.access(), UserNamespace.current());
        this.limit = new ConnectionLimit(config.maxConnections(), ticker);
        this.logs = ConnectionLogs.of(config.log().payload(), ticker);
        this.refusalLog = new RateLimitedLog(LOG, Logger.Level.WARN, 1, ticker);
        this.selfConnections = new SelfConnections(ticker);
    }

    /** Runs a call of this process to itself. Its connection is not counted as a client. Blocks as the call does. */
    public <T> T connectToSelf(Callable<T> call) throws Exception {
        return selfConnections.run(call);
    }

    /**
     * Admits a connection before its first byte is read. A refused peer, or a connection above the limit, sees end of
     * file.
     *
     * @param ofListener whether a listener made the connection to itself; it does not count against the limit, since a
     *     client may connect at the same time
     */
    public Optional<EchoConnection> admit(NetSocket accepted, boolean ofListener) {
        NativeSocket socket = new NativeSocket(accepted);
        ConnectionCounters counts = ofListener ? listeners : isSelfConnection(socket) ? self : clients;
        if (!policy.servesAll() && !isServed(socket)) {
            counts.addRejected(RejectReason.ACCESS);
            socket.refuse();
            return Optional.empty();
        }
        if (!ofListener && !limit.tryOpen()) {
            counts.addRejected(RejectReason.LIMIT);
            socket.refuse();
            return Optional.empty();
        }
        counts.addAccepted();
        EchoConnection connection =
                new EchoConnection(socket, echo, logs, new IdleTimeouts(config, logs.timeouts()), counts, ticker);
        limit.boundMemory(connection);
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
    public boolean isFromThisProcess(NativeSocket socket) {
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
    public void onClosed(EchoConnection connection) {
        limit.onClosed(connection, !connection.isCountedIn(listeners));
    }

    /** Returns the limit of open connections. */
    public ConnectionLimit limit() {
        return limit;
    }

    /** Returns the counters of client connections. */
    public ConnectionCounters counts() {
        return clients;
    }

    /** Returns whether the connection is with a client. */
    public boolean isClient(EchoConnection connection) {
        return connection.isCountedIn(clients);
    }
}
