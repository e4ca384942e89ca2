package dev.udsecho.server;

import dev.udsecho.server.netty.ReadBuffers;
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
 * Accepts connections on one event loop. All instances that listen at one address share one listener: Vert.x hands the
 * accepted connections round, and the kernel knows of one socket only.
 */
public final class EchoVerticle extends AbstractVerticle {
    private final SocketAddress address;
    private final NetServerOptions options;
    private final Connections connections;
    private final ActiveTimeClock clock;
    private final Predicate<NetSocket> onAccepted;
    private final ReadBuffers buffers = new ReadBuffers();
    private final Set<EchoConnection> open = new HashSet<>();

    /**
     * A verticle that does not listen yet.
     *
     * @param clock the time for {@link #look}, its only reader
     * @param onAccepted is called for each connection first, and returns whether it is the listener's own
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
        boolean ours = onAccepted.test(socket);
        connections.admit(socket, ours).ifPresent(this::serve);
    }

    private void serve(EchoConnection connection) {
        open.add(connection);
        connection.serve(buffers, connections.failures(), () -> {
            open.remove(connection);
            connections.left(connection);
        });
    }

    /** Looks after each of its connections. For any thread. */
    void look() {
        context.runOnContext(turn -> {
            long now = clock.now();
            forEach(connection -> connection.look(now));
        });
    }

    /** Does it with each open connection, one of which may close and so leave them. On the event loop only. */
    void forEach(Consumer<EchoConnection> action) {
        List.copyOf(open).forEach(action);
    }

    /** The clients' connections with the most bytes, so many at most. On the event loop only. */
    List<ConnectionSnapshot> busiest(int most) {
        return open.stream()
                .filter(connections::isClient)
                .sorted(Comparator.comparingLong(EchoConnection::traffic).reversed())
                .limit(most)
                .map(EchoConnection::facts)
                .toList();
    }

    /** How many of its connections are open. On the event loop only. */
    int open() {
        return open.size();
    }

    Context eventLoop() {
        return context;
    }
}
