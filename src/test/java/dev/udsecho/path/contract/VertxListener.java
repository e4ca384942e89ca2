package dev.udsecho.path.contract;

import dev.udsecho.path.owner.BoundListener;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A listening Vert.x server.
 *
 * @param open the number of its open connections
 * @param closing closes the server
 */
record VertxListener(AtomicInteger open, Supplier<Future<Void>> closing) implements BoundListener {
    private static final int LIMIT_SECONDS = 10;

    /** Returns the result of a future. Blocks for ten seconds at most. */
    static <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("not within " + LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public boolean isIdle() {
        return open.get() == 0;
    }

    @Override
    public void close() {
        try {
            await(closing.get());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
