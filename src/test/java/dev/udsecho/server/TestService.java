package dev.udsecho.server;

import static dev.udsecho.testing.Conditions.await;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.echo.Echo;
import dev.udsecho.echo.VerbatimEcho;
import dev.udsecho.path.SocketPath;
import dev.udsecho.testing.FakeTicker;
import dev.udsecho.testing.LogCapture;
import dev.udsecho.testing.TestConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;

/** A service at a path, on one event loop and a clock that the test moves; nothing is claimed yet. */
public final class TestService implements AutoCloseable {
    private static final int EVENT_LOOPS = 4;

    /** One connection before the publication, and one through the published name. */
    private static final int OWN = 2;

    private static Optional<Vertx> shared = Optional.empty();

    final FakeTicker ticker = new FakeTicker();
    final EchoConfig config;
    final SocketPath path;
    final Connections connections;
    final PathOwner publication;
    final PathMonitor watch;
    final StandbyServer successor;

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
        publication = new PathOwner(vertx, config, connections, ticker);
        watch = new PathMonitor(publication, config, ticker);
        successor = new StandbyServer(vertx, config, connections, publication, ticker);
    }

    /**
     * Claims and publishes, and returns when the connections that the service makes to itself then have closed. A connection
     * of another service in the same test may close meanwhile.
     */
    TestService start() throws Exception {
        try (LogCapture own = new LogCapture(EchoConnection.class, Level.FINE)) {
            publication.claim();
            publication.publish();
            await().atMost(1, TimeUnit.MINUTES).until(() -> own.count("DEBUG Closed a connection") >= OWN);
            publication.busiest(1);
        }
        return this;
    }

    /** Returns the Vert.x that the tests of a JVM share. It can listen on Unix sockets, and is never closed. */
    public static synchronized Vertx vertx() {
        shared = shared.or(() -> Optional.of(newVertx()));
        return shared.get();
    }

    /** Has the next test begin with a new Vert.x, whatever the last one left on the event loops of this one. */
    static synchronized void leaveVertx() {
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
            if (!publication.eventLoops().isEmpty()) {
                publication.withdraw();
            }
            publication.close();
        } finally {
            ticker.end();
        }
    }
}
