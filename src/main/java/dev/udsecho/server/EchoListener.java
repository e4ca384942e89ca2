package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.logging.LogEvent;
import dev.udsecho.path.owner.BoundListener;
import dev.udsecho.server.connection.CloseReason;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.server.connection.EchoConnection;
import dev.udsecho.time.ActiveTimeClock;
import dev.udsecho.time.Ticker;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A listening socket and the verticles that serve its connections. Its methods block, so they must not be called on an
 * event loop.
 */
final class EchoListener implements BoundListener {
    private static final Duration MAX_PERIOD = Duration.ofSeconds(1);
    private static final Duration MIN_PERIOD = Duration.ofMillis(20);
    private static final int TICKS_PER_TIMEOUT = 4;

    /** The timeout of each step of opening. The listener is closed if a step exceeds it. */
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(EchoListener.class);

    private final EchoConfig config;
    private final Connections connections;
    private final Ticker ticker;
    private final VerticleGroup verticles;
    private final Acceptor acceptor;
    private final Consumer<EchoListener> onClose;
    private Optional<Ticker.Task> ticks = Optional.empty();

    /**
     * Creates a listener that is not open yet.
     *
     * @param onClose called when the listener closes
     */
    EchoListener(
            Vertx vertx, EchoConfig config, Connections connections, Ticker ticker, Consumer<EchoListener> onClose) {
        this.config = config;
        this.connections = connections;
        this.ticker = ticker;
        this.verticles = new VerticleGroup(vertx);
        this.acceptor = new Acceptor(connections, ticker);
        this.onClose = onClose;
    }

    /**
     * Listens at a name, and returns when every event loop does: before that, Vert.x 4.5 drops a client that is
     * accepted. The first client is this process itself, while no other client can find that name. After that
     * connection the data path is loaded and the event loop that accepts is known. Blocks for a few seconds at most.
     *
     * @throws IOException if the kernel refuses to bind there; the message is the kernel's
     */
    void open(Path name) throws IOException {
        try {
            listen(name);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private void listen(Path name) throws IOException {
        SocketAddress address = SocketAddress.domainSocketAddress(name.toString());
        NetServerOptions options =
                new NetServerOptions().setAcceptBacklog(config.socket().backlog());
        Duration period = period(config);
        verticles.deploy(
                EventLoopPool.size(config),
                () -> new EchoVerticle(
                        address, options, connections, new ActiveTimeClock(period, ticker), acceptor::onAccepted),
                OPEN_TIMEOUT);
        SocketChannel.open(UnixDomainSocketAddress.of(name)).close();
        acceptor.awaitFirst(OPEN_TIMEOUT);
        ticks = Optional.of(ticker.every("connections", period, verticles::tick));
    }

    /** Returns the interval of ticks: a part of the shorter timeout, within the bounds. */
    private static Duration period(EchoConfig config) {
        Duration period = Stream.of(config.idleTimeout(), config.stallTimeout())
                .filter(timeout -> !timeout.isZero())
                .map(timeout -> Duration.ofNanos(timeout.toNanos() / TICKS_PER_TIMEOUT))
                .reduce(MAX_PERIOD, EchoListener::shorter);
        return period.compareTo(MIN_PERIOD) < 0 ? MIN_PERIOD : period;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Blocks for {@link #OPEN_TIMEOUT} at most. */
    @Override
    public boolean isReachedBy(Path name) throws IOException {
        return isReachedBy(name, OPEN_TIMEOUT);
    }

    /** Returns whether a connect through a name arrives here within the limit. Blocks for the limit at most. */
    boolean isReachedBy(Path name, Duration limit) throws IOException {
        return acceptor.isReachedBy(name, limit);
    }

    /** Returns the verticles of this listener. */
    VerticleGroup verticles() {
        return verticles;
    }

    /**
     * Returns whether no connection is open. Connections that arrived before the call are handed over first. Blocks for
     * a second at most.
     */
    @Override
    public boolean isIdle() {
        acceptor.awaitHandOver();
        return verticles.open() == 0;
    }

    /** Stops reading from the open connections. Each ends when its received bytes are answered. */
    @Override
    public void finish() {
        int left = verticles.open();
        if (left > 0) {
            new LogEvent("cut", "Ending " + left + " connections that are still open")
                    .withKeyOnly("connections", left)
                    .log(LOG, Logger.Level.INFO);
        }
        verticles.forEachConnection(EchoConnection::finish);
    }

    /**
     * Closes the listening socket and the connections that are still open. Blocks for a second and a half at most; a
     * stuck event loop closes its connections when it resumes.
     */
    @Override
    public void close() {
        onClose.accept(this);
        ticks.ifPresent(Ticker.Task::close);
        verticles.forEachConnection(connection -> connection.abort(CloseReason.DRAIN));
        verticles.undeploy();
    }
}
