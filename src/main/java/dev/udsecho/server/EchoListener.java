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
    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(20);
    private static final int LOOKS_PER_TIMEOUT = 4;

    /** What a step of opening may take; it fails then, and is undone. */
    private static final Duration OPENING = Duration.ofSeconds(5);

    /** What the event loops may take to close the listening socket. */
    private static final Duration CLOSING = Duration.ofSeconds(1);

    /** What an event loop may take to answer a question. */
    private static final Duration ANSWER = Duration.ofMillis(500);

    private static final Logger LOG = Logger.getLogger(EchoListener.class);

    private final Vertx vertx;
    private final Ticker ticker;
    private final List<EchoVerticle> verticles = new CopyOnWriteArrayList<>();
    private final Connections connections;
    private final Consumer<EchoListener> onClose;
    private final Arrivals arrivals;
    private Optional<Ticker.Task> looks = Optional.empty();
    private CompletableFuture<String> deployment =
            CompletableFuture.failedFuture(new IllegalStateException("not begun"));

    private EchoListener(Vertx vertx, Connections connections, Ticker ticker, Consumer<EchoListener> onClose) {
        this.vertx = vertx;
        this.connections = connections;
        this.ticker = ticker;
        this.onClose = onClose;
        this.arrivals = new Arrivals(connections, ticker);
    }

    /**
     * Listens under a name, and returns when every event loop does: before that, Vert.x 4.5 drops a client that is accepted.
     * The first client is this process itself, while no other can find that name: from then on the data path is loaded, and
     * its acceptor known. Blocks for some seconds at most.
     *
     * @param onClose is called when the listener closes
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
        boolean opened = false;
        try {
            listener.listen(name, config);
            opened = true;
            return listener;
        } catch (IOException e) {
            throw e.getCause() == null ? e : new IOException(e.getCause().getMessage(), e);
        } finally {
            if (!opened) {
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
                () -> verticle(new EchoVerticle(
                        address, options, connections, new ActiveTimeClock(period, ticker), arrivals::note)),
                new DeploymentOptions().setInstances(eventLoops(config))));
        BoundedWait.of(deployment, OPENING, "its event loops do not listen");
        SocketChannel.open(UnixDomainSocketAddress.of(name)).close();
        arrivals.awaitFirst(OPENING);
        looks = Optional.of(ticker.every("connections", period, () -> verticles.forEach(EchoVerticle::look)));
    }

    private static int eventLoops(EchoConfig config) {
        return config.eventLoops() == 0 ? Runtime.getRuntime().availableProcessors() : config.eventLoops();
    }

    private static Duration period(EchoConfig config) {
        long nanos = LongStream.of(
                        config.idleTimeout().toNanos(), config.stallTimeout().toNanos())
                .filter(timeout -> timeout > 0)
                .map(timeout -> timeout / LOOKS_PER_TIMEOUT)
                .min()
                .orElse(LONGEST_PERIOD.toNanos());
        return Duration.ofNanos(Math.max(SHORTEST_PERIOD.toNanos(), Math.min(LONGEST_PERIOD.toNanos(), nanos)));
    }

    private EchoVerticle verticle(EchoVerticle verticle) {
        verticles.add(verticle);
        return verticle;
    }

    /** Waits for {@link #OPENING} at most. */
    @Override
    public boolean isReachedBy(Path name) throws IOException {
        return arrivals.haveConnectThrough(name, OPENING);
    }

    /** The contexts that serve this listener's connections. */
    List<Context> eventLoops() {
        return verticles.stream().map(EchoVerticle::eventLoop).toList();
    }

    /** Waits for the event loops, for two times {@link #ANSWER} at most: what came before the call is handed over first. */
    @Override
    public boolean isIdle() {
        arrivals.count();
        return open() == 0;
    }

    /** Returns the number of open connections. An event loop that does not answer in {@link #ANSWER} counts as one. */
    int open() {
        return ask(EchoVerticle::open, 1).stream().mapToInt(Integer::intValue).sum();
    }

    /** Reads nothing more from the open connections; each ends when what came before is answered. */
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
     * Closes the listening socket and what connections are still open. Waits for the event loops, for {@link #CLOSING} at
     * most: what is stuck is closed when it goes on.
     */
    @Override
    public void close() {
        onClose.accept(this);
        looks.ifPresent(Ticker.Task::close);
        forEachConnection(connection -> connection.abort(CloseReason.DRAIN));
        deployment
                .thenCompose(id -> future(vertx.undeploy(id)))
                .exceptionally(neverOpened -> null)
                .completeOnTimeout(null, CLOSING.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    private void forEachConnection(Consumer<EchoConnection> action) {
        ask(
                verticle -> {
                    verticle.forEach(action);
                    return true;
                },
                false);
    }

    /**
     * Puts a question to each event loop at once.
     *
     * @param otherwise the answer of an event loop that has not answered in {@link #ANSWER}
     */
    <T> List<T> ask(Function<EchoVerticle, T> question, T otherwise) {
        List<CompletableFuture<T>> answers =
                verticles.stream().map(verticle -> answer(verticle, question)).toList();
        return answers.stream()
                .map(answer -> answer.completeOnTimeout(otherwise, ANSWER.toNanos(), TimeUnit.NANOSECONDS)
                        .join())
                .toList();
    }

    /** A verticle that has not started has no event loop, and nothing to answer. */
    private static <T> CompletableFuture<T> answer(EchoVerticle verticle, Function<EchoVerticle, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Context eventLoop = verticle.eventLoop();
        if (eventLoop != null) {
            eventLoop.runOnContext(turn -> answer.complete(question.apply(verticle)));
        }
        return answer;
    }

    private static <T> CompletableFuture<T> future(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture();
    }
}
