package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.logging.LogEvent;
import dev.udsecho.path.owner.BoundListener;
import dev.udsecho.time.BoundedWait;
import dev.udsecho.time.Ticker;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jboss.logging.Logger;

/**
 * A listening socket and the verticles that serve its connections, one on each event loop. Its methods block, so they
 * must not be called on an event loop.
 */
final class EchoListener implements BoundListener {
    private static final Duration MAX_PERIOD = Duration.ofSeconds(1);
    private static final Duration MIN_PERIOD = Duration.ofMillis(20);
    private static final int TICKS_PER_TIMEOUT = 4;

    /** The timeout of each step of opening. The listener is closed if a step exceeds it. */
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(5);

    /** The time for the event loops to close the listening socket. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    /** The time for an event loop to run a query. */
    private static final Duration QUERY_TIMEOUT = Duration.ofMillis(500);

    private static final Logger LOG = Logger.getLogger(EchoListener.class);

    private final Vertx vertx;
    private final Ticker ticker;
    private final List<EchoVerticle> verticles = new CopyOnWriteArrayList<>();
    private final Connections connections;
    private final Consumer<EchoListener> onClose;
    private final AcceptedConnections accepted;
    private Optional<Ticker.Task> ticks = Optional.empty();
    private CompletableFuture<String> deployment =
            CompletableFuture.failedFuture(new IllegalStateException("not begun"));

    private EchoListener(Vertx vertx, Connections connections, Ticker ticker, Consumer<EchoListener> onClose) {
        this.vertx = vertx;
        this.connections = connections;
        this.ticker = ticker;
        this.onClose = onClose;
        this.accepted = new AcceptedConnections(connections, ticker);
    }

    /**
     * Listens at a name, and returns when every event loop does: before that, Vert.x 4.5 drops a client that is
     * accepted. The first client is this process itself, while no other client can find that name. After that
     * connection the data path is loaded and the event loop that accepts is known. Blocks for a few seconds at most.
     *
     * @param onClose called when the listener closes
     * @throws IOException if the kernel refuses to bind there; the message is the kernel's
     */
    static EchoListener open(
            Vertx vertx,
            Path name,
            EchoConfig config,
            Connections connections,
            Ticker ticker,
            Consumer<EchoListener> onClose)
            throws IOException {
        EchoListener listener = new EchoListener(vertx, connections, ticker, onClose);
        boolean isOpened = false;
        try {
            listener.listen(name, config);
            isOpened = true;
            return listener;
        } catch (IOException e) {
            throw e.getCause() == null ? e : new IOException(e.getCause().getMessage(), e);
        } finally {
            if (!isOpened) {
                listener.close();
            }
        }
    }

    private void listen(Path name, EchoConfig config) throws IOException {
        SocketAddress address = SocketAddress.domainSocketAddress(name.toString());
        NetServerOptions options =
                new NetServerOptions().setAcceptBacklog(config.socket().backlog());
        Duration period = period(config);
        deployment = future(vertx.deployVerticle(
                () -> register(new EchoVerticle(
                        address, options, connections, new ActiveTimeClock(period, ticker), accepted::onAccepted)),
                new DeploymentOptions().setInstances(eventLoops(config))));
        BoundedWait.of(deployment, OPEN_TIMEOUT, "its event loops do not listen");
        SocketChannel.open(UnixDomainSocketAddress.of(name)).close();
        accepted.awaitFirst(OPEN_TIMEOUT);
        ticks = Optional.of(ticker.every("connections", period, () -> verticles.forEach(EchoVerticle::tick)));
    }

    private static int eventLoops(EchoConfig config) {
        return config.eventLoops() == 0 ? Runtime.getRuntime().availableProcessors() : config.eventLoops();
    }

    private static Duration period(EchoConfig config) {
        long nanos = LongStream.of(
                        config.idleTimeout().toNanos(), config.stallTimeout().toNanos())
                .filter(timeout -> timeout > 0)
                .map(timeout -> timeout / TICKS_PER_TIMEOUT)
                .min()
                .orElse(MAX_PERIOD.toNanos());
        return Duration.ofNanos(Math.max(MIN_PERIOD.toNanos(), Math.min(MAX_PERIOD.toNanos(), nanos)));
    }

    private EchoVerticle register(EchoVerticle verticle) {
        verticles.add(verticle);
        return verticle;
    }

    /** Blocks for {@link #OPEN_TIMEOUT} at most. */
    @Override
    public boolean isReachedBy(Path name) throws IOException {
        return accepted.isReachedBy(name, OPEN_TIMEOUT);
    }

    /** Returns the contexts that serve this listener's connections. */
    List<Context> eventLoops() {
        return verticles.stream().map(EchoVerticle::eventLoop).toList();
    }

    /**
     * Returns whether no connection is open. Connections that arrived before the call are handed over first. Blocks for
     * twice {@link #QUERY_TIMEOUT} at most.
     */
    @Override
    public boolean isIdle() {
        accepted.count();
        return open() == 0;
    }

    /**
     * Returns the number of open connections. An event loop that does not answer within {@link #QUERY_TIMEOUT} counts
     * as one connection.
     */
    int open() {
        return query(EchoVerticle::open, 1).stream().mapToInt(Integer::intValue).sum();
    }

    /** Stops reading from the open connections. Each ends when its received bytes are answered. */
    @Override
    public void finish() {
        int left = open();
        if (left > 0) {
            new LogEvent("cut", "Ending " + left + " connections that are still open")
                    .withKeyOnly("connections", left)
                    .log(LOG, Logger.Level.INFO);
        }
        forEachConnection(EchoConnection::finish);
    }

    /**
     * Closes the listening socket and the connections that are still open. Blocks for {@link #CLOSE_TIMEOUT} at most; a
     * stuck event loop closes its connections when it resumes.
     */
    @Override
    public void close() {
        onClose.accept(this);
        ticks.ifPresent(Ticker.Task::close);
        forEachConnection(connection -> connection.abort(CloseReason.DRAIN));
        deployment
                .thenCompose(id -> future(vertx.undeploy(id)))
                .exceptionally(neverOpened -> null)
                .completeOnTimeout(null, CLOSE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    private void forEachConnection(Consumer<EchoConnection> action) {
        query(
                verticle -> {
                    verticle.forEach(action);
                    return true;
                },
                false);
    }

    /**
     * Runs a query on all event loops at once, and returns the answers.
     *
     * @param fallback the answer for an event loop that has not answered within {@link #QUERY_TIMEOUT}
     */
    <T> List<T> query(Function<EchoVerticle, T> query, T fallback) {
        List<CompletableFuture<T>> answers =
                verticles.stream().map(verticle -> answer(verticle, query)).toList();
        return answers.stream()
                .map(answer -> answer.completeOnTimeout(fallback, QUERY_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)
                        .join())
                .toList();
    }

    /** Runs a query on the event loop of a verticle. A verticle that has not started has none, and does not answer. */
    private static <T> CompletableFuture<T> answer(EchoVerticle verticle, Function<EchoVerticle, T> query) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Context eventLoop = verticle.eventLoop();
        if (eventLoop != null) {
            eventLoop.runOnContext(task -> answer.complete(query.apply(verticle)));
        }
        return answer;
    }

    private static <T> CompletableFuture<T> future(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture();
    }
}
