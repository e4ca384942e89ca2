package dev.udsecho.server;

import dev.udsecho.server.connection.EchoConnection;
import dev.udsecho.time.BoundedWait;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The verticles that serve the connections of one listener, one on each event loop. For any thread that may block. */
final class VerticleGroup {
    /** The time for the event loops to close the listening socket. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    /** The time for an event loop to run a query. */
    private static final Duration QUERY_TIMEOUT = Duration.ofMillis(500);

    private final Vertx vertx;
    private final List<EchoVerticle> verticles = new CopyOnWriteArrayList<>();
    private CompletableFuture<String> deployment =
            CompletableFuture.failedFuture(new IllegalStateException("not begun"));

    VerticleGroup(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Starts verticles, and waits until each has started or one has failed, or the limit is over. */
    void deploy(int instances, Supplier<EchoVerticle> supplier, Duration limit) throws IOException {
        deployment = future(
                vertx.deployVerticle(() -> register(supplier.get()), new DeploymentOptions().setInstances(instances)));
        BoundedWait.of(deployment, limit, "its event loops do not listen");
    }

    private EchoVerticle register(EchoVerticle verticle) {
        verticles.add(verticle);
        return verticle;
    }

    /** Ticks all connections. Does not block. */
    void tick() {
        verticles.forEach(EchoVerticle::tick);
    }

    /** Returns the contexts of the verticles. Does not block. */
    List<Context> eventLoops() {
        return verticles.stream().map(EchoVerticle::eventLoop).toList();
    }

    /**
     * Returns the number of open connections. An event loop that does not answer within {@link #QUERY_TIMEOUT} counts
     * as one connection.
     */
    int open() {
        return query(EchoVerticle::open, 1).stream().mapToInt(Integer::intValue).sum();
    }

    /** Runs an action for each open connection, on its event loop. */
    void forEachConnection(Consumer<EchoConnection> action) {
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

    /** Stops the verticles, which closes the listening socket. Blocks for {@link #CLOSE_TIMEOUT} at most. */
    void undeploy() {
        deployment
                .thenCompose(id -> future(vertx.undeploy(id)))
                .exceptionally(neverStarted -> null)
                .completeOnTimeout(null, CLOSE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    private static <T> CompletableFuture<T> future(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture();
    }
}
