package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.path.owner.BoundListener;
import dev.udsecho.path.owner.ListenerFactory;
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

/** Binds the echo server to the names that it is given, and knows what is open there. */
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
        EchoListener listener = EchoListener.open(vertx, name, config, connections, ticker, open::remove);
        open.add(0, listener);
        return listener;
    }

    /** Returns the contexts of the newest listener, on which new connections are served. Does not block. */
    public List<Context> eventLoops() {
        return open.stream().findFirst().map(EchoListener::eventLoops).orElse(List.of());
    }

    /**
     * Returns the open connections with the most bytes. Waits for the event loops, for half a second at most; one that does not
     * answer is left out.
     *
     * @param most the number of connections, at most
     */
    public List<ConnectionSnapshot> busiest(int most) {
        return open.stream()
                .flatMap(listener ->
                        listener.ask(verticle -> verticle.busiest(most), List.<ConnectionSnapshot>of()).stream())
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(ConnectionSnapshot::traffic).reversed())
                .limit(most)
                .toList();
    }
}
