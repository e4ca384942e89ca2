package dev.udsecho.time;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the result of another thread, within a time limit. */
public final class BoundedWait {
    private BoundedWait() {}

    /**
     * Returns the result of a future once it is complete. Blocks the calling thread for the limit at most.
     *
     * @param problem what a timeout means, as the first half of a sentence
     * @throws IOException if the limit is over, the thread is interrupted, or the future fails (with the failure's
     *     message)
     */
    public static <T> T of(CompletableFuture<T> future, Duration limit, String problem) throws IOException {
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(problem + " after " + limit.toSeconds() + "s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(problem + ": interrupted");
        }
    }
}
