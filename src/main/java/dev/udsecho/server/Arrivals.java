package dev.udsecho.server;

import dev.udsecho.os.Errno;
import dev.udsecho.server.netty.NativeSocket;
import dev.udsecho.time.BoundedWait;
import dev.udsecho.time.Ticker;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What a listener accepts: the first of all, how many since, and whether a connect of our own has come. */
final class Arrivals {
    /** What an event loop may take to hand over what has come. */
    private static final Duration ANSWER = Duration.ofMillis(500);

    private final Connections connections;
    private final AcceptErrorLog failures;
    private final CompletableFuture<Executor> acceptor = new CompletableFuture<>();
    private final AtomicLong count = new AtomicLong();
    private volatile Optional<CompletableFuture<Boolean>> expected = Optional.empty();

    Arrivals(Connections connections, Ticker ticker) {
        this.connections = connections;
        this.failures = new AcceptErrorLog(ticker);
    }

    /**
     * Notes one, on its event loop, before anything else is done with it, and returns whether it is the listener's own: the
     * first, or one that was expected.
     */
    boolean note(NetSocket socket) {
        failures.accepted();
        NativeSocket arrived = new NativeSocket(socket);
        boolean first = count.getAndIncrement() == 0;
        if (first) {
            arrived.onAcceptFailure(failures::failed);
            arrived.acceptOnEventLoop(acceptor);
        }
        Optional<CompletableFuture<Boolean>> call = expected.filter(one -> connections.isFromOurselves(arrived));
        call.ifPresent(arrival -> arrival.complete(true));
        return first || call.isPresent();
    }

    /** Waits for the first one, after which connections are accepted on the event loop that serves it. */
    void awaitFirst(Duration limit) throws IOException {
        BoundedWait.of(acceptor, limit, "its event loops do not accept");
    }

    /** Returns how many came so far, after all that had come before the call; waits for {@link #ANSWER} at most. */
    long count() {
        CompletableFuture<Void> handedOver = new CompletableFuture<>();
        acceptor.join().execute(() -> handedOver.complete(null));
        handedOver
                .completeOnTimeout(null, ANSWER.toNanos(), TimeUnit.NANOSECONDS)
                .join();
        return count.get();
    }

    /**
     * Returns whether a connect through a name comes here. A queue that is full is some listener's. One call at a time.
     *
     * @param limit how long it may take to come
     * @throws IOException if that could not be tried
     */
    boolean haveConnectThrough(Path name, Duration limit) throws IOException {
        CompletableFuture<Boolean> arrival = new CompletableFuture<>();
        expected = Optional.of(arrival);
        try (SocketChannel caller = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            caller.configureBlocking(false);
            caller.connect(UnixDomainSocketAddress.of(name));
            return arrival.completeOnTimeout(false, limit.toNanos(), TimeUnit.NANOSECONDS)
                    .join();
        } catch (IOException e) {
            return switch (Errno.of(e)) {
                case ECONNREFUSED -> false;
                case EAGAIN -> true;
                default -> throw e;
            };
        } finally {
            expected = Optional.empty();
        }
    }
}
