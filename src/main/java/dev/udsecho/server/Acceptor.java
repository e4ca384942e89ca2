package dev.udsecho.server;

import dev.udsecho.os.ListenerProbe;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.server.netty.NativeListener;
import dev.udsecho.server.netty.NativeSocket;
import dev.udsecho.time.BoundedWait;
import dev.udsecho.time.Ticker;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The event loop that accepts the connections of a listener. Detects those that this process makes to itself. */
final class Acceptor {
    /** The time for an event loop to hand over the accepted connections. */
    private static final Duration HAND_OVER_TIMEOUT = Duration.ofMillis(500);

    private final Connections connections;
    private final AcceptErrorLog acceptErrors;
    private final CompletableFuture<ScheduledExecutorService> acceptor = new CompletableFuture<>();
    private final AtomicBoolean first = new AtomicBoolean(true);
    private volatile Optional<CompletableFuture<Boolean>> expected = Optional.empty();

    Acceptor(Connections connections, Ticker ticker) {
        this.connections = connections;
        this.acceptErrors = new AcceptErrorLog(ticker);
    }

    /**
     * Returns whether the listener made an accepted connection itself: it is the first, or an expected one. Called on the
     * event loop of the connection, before all other steps.
     */
    boolean onAccepted(NetSocket socket) {
        acceptErrors.accepted();
        NativeSocket accepted = new NativeSocket(socket);
        boolean isFirst = first.getAndSet(false);
        if (isFirst) {
            NativeListener listener = new NativeListener(socket);
            listener.onAcceptFailure(acceptErrors::failed);
            listener.acceptOnEventLoop(acceptor);
        }
        Optional<CompletableFuture<Boolean>> awaited = expected.filter(one -> connections.isFromThisProcess(accepted));
        awaited.ifPresent(arrival -> arrival.complete(true));
        return isFirst || awaited.isPresent();
    }

    /**
     * Waits for the first connection. From then on the event loop that serves it accepts all connections. Fails after
     * the limit.
     */
    void awaitFirst(Duration limit) throws IOException {
        BoundedWait.of(acceptor, limit, "its event loops do not accept");
    }

    /**
     * Waits until the event loop has polled for connections since the call, and has handed over what it accepted. Of
     * more than 16 connections, some may still wait. Netty runs a new task before its next epoll_wait(2), but a
     * scheduled task only after it. Blocks for {@link #HAND_OVER_TIMEOUT} at most.
     */
    void awaitHandOver() {
        ScheduledExecutorService loop = acceptor.join();
        CompletableFuture<Void> handedOver = new CompletableFuture<>();
        loop.execute(() -> loop.schedule(() -> handedOver.complete(null), 0, TimeUnit.NANOSECONDS));
        handedOver
                .completeOnTimeout(null, HAND_OVER_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)
                .join();
    }

    /**
     * Returns whether a connect through a name reaches this listener. A name with a full backlog counts as reached,
     * since some listener has it. One call at a time.
     *
     * @param limit the time for the connection to arrive
     * @throws IOException if the connect could not be attempted
     */
    boolean isReachedBy(Path name, Duration limit) throws IOException {
        CompletableFuture<Boolean> arrival = new CompletableFuture<>();
        expected = Optional.of(arrival);
        try {
            return ListenerProbe.isAccepted(
                    name, () -> arrival.completeOnTimeout(false, limit.toNanos(), TimeUnit.NANOSECONDS)
                            .join());
        } finally {
            expected = Optional.empty();
        }
    }
}
