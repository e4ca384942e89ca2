package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.path.owner.BoundListener;
import dev.udsecho.path.owner.ListenerFactory;
import dev.udsecho.server.connection.ConnectionSnapshot;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.time.Ticker;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Binds the echo server to names, and tracks the open listeners. */
@Singleton
public class EchoListeners implements ListenerFactory {
    private final Vertx vertx;
    private final EchoConfig config;
    private final Connections connections;
    private final Ticker ticker;
    private final List<EchoListener> open = new CopyOnWriteArrayList<>();

    @Inject
    public EchoListeners(Vertx vertx, EchoConfig config, Connections connections) {
        this(vertx, config, connections, Ticker.SYSTEM);
    }

    EchoListeners(Vertx vertx, EchoConfig config, Connections connections, Ticker ticker) {
        this.vertx = vertx;
        this.config = config;
        this.connections = connections;
        this.ticker = ticker;
    }

    @Override
    public BoundListener bind(Path name) throws IOException {
        EchoListener listener = new EchoListener(vertx, config, connections, ticker, open::remove);
        listener.open(name);
        open.add(0, listener);
        return listener;
    }

    /** Returns the contexts of the newest listener, on which new connections are served. Does not block. */
    public List<Context> eventLoops() {
        return open.stream()
                .findFirst()
                .map(listener -> listener.verticles().eventLoops())
                .orElse(List.of());
    }

    /**
     * Returns the open connections with the most bytes. Blocks for half a second at most; an event loop that does not
     * answer is left out.
     *
     * @param limit the maximum number of connections
     */
    public List<ConnectionSnapshot> busiest(int limit) {
        return open.stream()
                .flatMap(listener ->
                        listener
                                .verticles()
                                .query(verticle -> verticle.busiest(limit), List.<ConnectionSnapshot>of())
                                .stream())
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(ConnectionSnapshot::traffic).reversed())
                .limit(limit)
                .toList();
    }
}
