package dev.udsecho.server;

import static dev.udsecho.testing.Conditions.await;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.echo.Echo;
import dev.udsecho.echo.VerbatimEcho;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.owner.BoundListener;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.server.connection.EchoConnection;
import dev.udsecho.testing.FakeTicker;
import dev.udsecho.testing.LogCapture;
import dev.udsecho.testing.TestConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;

/**
 * A server at a path that it does not own, on one event loop, with a clock that the test controls. Nothing is bound
 * yet.
 */
public final class TestService implements AutoCloseable {
    private static final int EVENT_LOOPS = 4;

    /** Vert.x shares the listener of a name that is bound twice. */
    private static final AtomicInteger STAGED = new AtomicInteger();

    private static Optional<Vertx> shared = Optional.empty();

    public final FakeTicker ticker = new FakeTicker();
    final EchoConfig config;
    final SocketPath path;
    public final Connections connections;
    public final EchoListeners listeners;
    private final List<BoundListener> bound = new ArrayList<>();

    TestService(Vertx vertx, Path socket) {
        this(vertx, socket, Map.of());
    }

    TestService(Vertx vertx, Path socket, Map<String, String> keys) {
        this(vertx, socket, keys, new VerbatimEcho());
    }

    TestService(Vertx vertx, Path socket, Map<String, String> keys, Echo echo) {
        Map<String, String> all = new HashMap<>(Map.of("echo.event-loops", "1"));
        all.putAll(keys);
        all.put("echo.socket.path", socket.toString());
        config = TestConfig.of(all);
        path = config.socket().path();
        connections = new Connections(config, echo, ticker);
        listeners = new EchoListeners(vertx, config, connections, ticker);
    }

    /**
     * Binds, and returns the service when its connection to itself has closed. A connection of another service in the
     * same test may close meanwhile.
     */
    public TestService start() throws Exception {
        bind(path.file());
        return this;
    }

    /** Binds a listener, gives it this name, and returns it as {@link #start} does. */
    BoundListener bind(Path name) throws Exception {
        try (LogCapture own = new LogCapture(EchoConnection.class, Level.FINE)) {
            Path staged = name.resolveSibling(name.getFileName() + "-" + STAGED.incrementAndGet());
            BoundListener listener = listeners.bind(staged);
            bound.add(listener);
            Files.move(staged, name, StandardCopyOption.REPLACE_EXISTING);
            await().atMost(1, TimeUnit.MINUTES).until(() -> own.count("DEBUG Closed a connection") >= 1);
            listeners.busiest(1);
            return listener;
        }
    }

    /** Returns the Vert.x that the tests of a JVM share. It can listen on Unix sockets, and is never closed. */
    public static synchronized Vertx vertx() {
        shared = shared.or(() -> Optional.of(newVertx()));
        return shared.get();
    }

    /** Makes the next test start with a new Vert.x, without tasks that earlier tests left on event loops. */
    static synchronized void replaceVertx() {
        shared = Optional.empty();
    }

    private static Vertx newVertx() {
        return Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    @Override
    public void close() {
        try {
            bound.forEach(BoundListener::close);
        } finally {
            ticker.end();
        }
    }
}
