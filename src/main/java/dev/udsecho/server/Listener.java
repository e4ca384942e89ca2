package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.socket.BindRefusal;
import dev.udsecho.socket.PathRefused;
import dev.udsecho.socket.StagedSocket;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * A listening socket and the verticles that serve its connections, one on each event loop. Its methods block, so they
 * must not be called on an event loop.
 */
final class Listener {
    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(20);
    private static final int LOOKS_PER_TIMEOUT = 4;

    private final Vertx vertx;
    private final List<EchoVerticle> verticles = new CopyOnWriteArrayList<>();
    private final AcceptFailures failures;
    private final CompletableFuture<Executor> acceptor = new CompletableFuture<>();
    private final AtomicLong accepted = new AtomicLong();
    private Optional<Ticker.Task> looks = Optional.empty();
    private String deployment;

    private Listener(Vertx vertx, Ticker ticker) {
        this.vertx = vertx;
        this.failures = new AcceptFailures(ticker);
    }

    /**
     * Listens under the staged name, and returns when every event loop does: before that, Vert.x 4.5 drops a client that
     * is accepted. The first client is this process itself, while nobody else can find that name: from then on the way of
     * a connection is loaded, and its acceptor known.
     *
     * @throws PathRefused if the kernel refuses to bind there
     */
    static Listener open(Vertx vertx, StagedSocket staged, EchoConfig config, Connections connections, Ticker ticker)
            throws PathRefused {
        Listener listener = new Listener(vertx, ticker);
        SocketAddress address =
                SocketAddress.domainSocketAddress(staged.boundName().toString());
        NetServerOptions options =
                new NetServerOptions().setAcceptBacklog(config.socket().backlog());
        Duration period = period(config);
        try {
            listener.deployment = await(vertx.deployVerticle(
                    () -> listener.verticle(new EchoVerticle(
                            address, options, connections, new RunningClock(period, ticker), listener::accepted)),
                    new DeploymentOptions().setInstances(eventLoops(config))));
            connections.callOurselves(() -> {
                staged.connect();
                return listener.acceptor.join();
            });
            listener.looks = Optional.of(
                    ticker.every("connections", period, () -> listener.verticles.forEach(EchoVerticle::look)));
            return listener;
        } catch (CompletionException | IOException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            throw BindRefusal.of(staged.path(), NativeSocket.errno(failure), String.valueOf(failure.getMessage()));
        }
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

    private void accepted(NetSocket socket) {
        failures.accepted();
        if (accepted.getAndIncrement() == 0) {
            NativeSocket first = new NativeSocket(socket);
            first.onAcceptFailure(failures::failed);
            first.acceptHere(acceptor);
        }
    }

    /** The contexts that serve this listener's connections. */
    List<Context> eventLoops() {
        return verticles.stream().map(EchoVerticle::eventLoop).toList();
    }

    /**
     * How many connections it has accepted so far, after everything that had come before the call was handed over.
     */
    long accepted() {
        CompletableFuture<Void> looked = new CompletableFuture<>();
        acceptor.join().execute(() -> looked.complete(null));
        looked.join();
        onEachLoop(EchoVerticle::open);
        return accepted.get();
    }

    /** How many connections are open. */
    int open() {
        return onEachLoop(EchoVerticle::open).stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Lets nothing more come on the open connections; each ends when what came before is answered. */
    void finish() {
        forEachConnection(EchoConnection::finish);
    }

    /** Closes the listening socket and what connections are still open. */
    void close() {
        looks.ifPresent(Ticker.Task::close);
        forEachConnection(connection -> connection.abort(Ending.DRAIN));
        await(vertx.undeploy(deployment));
    }

    private void forEachConnection(Consumer<EchoConnection> action) {
        onEachLoop(verticle -> {
            verticle.forEach(action);
            return null;
        });
    }

    private <T> List<T> onEachLoop(Function<EchoVerticle, T> question) {
        return ask(question).stream().map(CompletableFuture::join).toList();
    }

    /** Puts a question to each event loop, which may be long in answering. */
    <T> List<CompletableFuture<T>> ask(Function<EchoVerticle, T> question) {
        return verticles.stream()
                .map(verticle -> {
                    CompletableFuture<T> answer = new CompletableFuture<>();
                    verticle.eventLoop().runOnContext(turn -> answer.complete(question.apply(verticle)));
                    return answer;
                })
                .toList();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
