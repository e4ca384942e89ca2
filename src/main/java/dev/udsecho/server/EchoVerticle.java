package dev.udsecho.server;

import dev.udsecho.server.connection.ConnectionSnapshot;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.server.connection.EchoConnection;
import dev.udsecho.server.netty.QuietInputs;
import dev.udsecho.server.netty.ReadBuffers;
import dev.udsecho.time.ActiveTimeClock;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Accepts connections on one event loop. All instances that listen at one address share one listener: Vert.x
 * distributes the accepted connections, and the kernel has one socket only.
 */
public final class EchoVerticle extends AbstractVerticle {
    private final SocketAddress address;
    private final NetServerOptions options;
    private final Connections connections;
    private final ActiveTimeClock clock;
    private final Predicate<NetSocket> onAccepted;
    private final ReadBuffers buffers = new ReadBuffers();
    private final QuietInputs quietInputs = new QuietInputs();
    private final Set<EchoConnection> open = new HashSet<>();

    /**
     * Creates a verticle that does not listen yet.
     *
     * @param clock the clock for {@link #tick}, which alone reads it
     * @param onAccepted called first for each connection; returns whether the listener made the connection itself
     */
    public EchoVerticle(
            SocketAddress address,
            NetServerOptions options,
            Connections connections,
            ActiveTimeClock clock,
            Predicate<NetSocket> onAccepted) {
        this.address = address;
        this.options = options;
        this.connections = connections;
        this.clock = clock;
        this.onAccepted = onAccepted;
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createNetServer(options)
                .connectHandler(this::accepted)
                .listen(address)
                .<Void>mapEmpty()
                .onComplete(started);
    }

    @Override
    public void stop() {
        buffers.release();
    }

    private void accepted(NetSocket socket) {
        boolean isOfListener = onAccepted.test(socket);
        connections.admit(socket, isOfListener).ifPresent(this::serve);
    }

    private void serve(EchoConnection connection) {
        open.add(connection);
        connection.serve(buffers, quietInputs, () -> {
            open.remove(connection);
            connections.onClosed(connection);
        });
    }

    /** Ticks each connection, on the event loop. For any thread. */
    void tick() {
        context.runOnContext(task -> {
            long now = clock.now();
            forEach(connection -> connection.tick(now));
        });
    }

    /** Runs the action for each open connection, which may close the connection. On the event loop only. */
    void forEach(Consumer<EchoConnection> action) {
        List.copyOf(open).forEach(action);
    }

    /** Returns snapshots of the clients' connections with the most bytes, up to the limit. On the event loop only. */
    List<ConnectionSnapshot> busiest(int limit) {
        return open.stream()
                .filter(connections::isClient)
                .sorted(Comparator.comparingLong(EchoConnection::traffic).reversed())
                .limit(limit)
                .map(EchoConnection::snapshot)
                .toList();
    }

    /** Returns the number of open connections. On the event loop only. */
    int open() {
        return open.size();
    }

    Context eventLoop() {
        return context;
    }
}
