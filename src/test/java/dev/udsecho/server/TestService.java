package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.echo.Echo;
import dev.udsecho.echo.VerbatimEcho;
import dev.udsecho.socket.SocketPath;
import dev.udsecho.testing.TestConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A service at a path, on one event loop and a clock that the test moves; nothing is claimed yet. */
final class TestService implements AutoCloseable {
    private static final int EVENT_LOOPS = 4;

    /** One connection before the publication, and one through the published name. */
    private static final int OWN = 2;

    private static Optional<Vertx> shared = Optional.empty();

    final FakeTicker ticker = new FakeTicker();
    final EchoConfig config;
    final SocketPath path;
    final Connections connections;
    final Publication publication;
    final NameWatch watch;
    final Successor successor;

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
        publication = new Publication(vertx, config, connections, ticker);
        watch = new NameWatch(publication, config, ticker);
        successor = new Successor(vertx, config, connections, publication, ticker);
    }

    /** Claims and publishes, and returns when the connections that the service makes to itself then have closed. */
    TestService start() throws Exception {
        try (LogCapture own = new LogCapture(EchoConnection.class, Level.FINE)) {
            publication.claim();
            publication.publish();
            await().atMost(1, TimeUnit.MINUTES).until(() -> own.count("DEBUG Closed a connection") == OWN);
            publication.busiest(1);
        }
        return this;
    }

    /** Waits for a condition that comes true within a millisecond or so, of which Awaitility asks no sooner than in 100. */
    static ConditionFactory await() {
        return Awaitility.with()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .await();
    }

    /** Returns the Vert.x that the tests of a JVM share. It can listen on Unix sockets, and is never closed. */
    static synchronized Vertx vertx() {
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
