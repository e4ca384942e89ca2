package dev.udsecho.time;

import dev.udsecho.text.Durations;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs calls that a file system may block forever, so that each caller waits for a limited time. A lookup of a path on
 * a FUSE or hard NFS mount returns only when the mount's server answers, and Java cannot interrupt it (nfs(5), "hard").
 * The calls run on a fixed number of daemon threads, which exist from the start: while one call is stuck, another
 * thread can still detect that the file system answers again. For any thread that may block.
 */
public final class BoundedCalls implements AutoCloseable {
    private final int size;
    private final Duration limit;
    private final ThreadPoolExecutor threads;

    /** The number of threads that run a call whose caller has given up. */
    private final AtomicInteger stuck = new AtomicInteger();

    /**
     * Starts the threads.
     *
     * @param name the name of each thread
     * @param size the number of threads
     * @param limit the maximum time that a caller waits
     */
    public BoundedCalls(String name, int size, Duration limit) {
        this.size = size;
        this.limit = limit;
        threads = new ThreadPoolExecutor(
                size, size, 0, TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>(), DaemonThreads.named(name));
        threads.prestartAllCoreThreads();
    }

    /**
     * Returns the result of a call, or throws its exception. Blocks for the limit at most, and not at all while every
     * thread is stuck.
     *
     * @throws InterruptedIOException if the call does not end within the limit; it may still end later
     * @throws IOException if the call throws one, the calling thread is interrupted, or the threads were stopped
     */
    public <T> T run(Callable<T> call) throws IOException {
        if (stuck.get() >= size) {
            throw noAnswer();
        }
        AtomicBoolean finished = new AtomicBoolean();
        FutureTask<T> task = new FutureTask<>(() -> run(call, finished));
        try {
            threads.execute(task);
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            giveUp(task, finished);
            throw noAnswer();
        } catch (InterruptedException e) {
            giveUp(task, finished);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (RejectedExecutionException e) {
            throw new IOException("this process is shutting down", e);
        }
    }

    private <T> T run(Callable<T> call, AtomicBoolean finished) throws Exception {
        try {
            return call.call();
        } finally {
            if (finished.getAndSet(true)) {
                stuck.decrementAndGet();
            }
        }
    }

    /**
     * Abandons a call. A call that has not started is removed and never starts; the thread of a running call counts as
     * stuck until the call ends.
     */
    private void giveUp(FutureTask<?> task, AtomicBoolean finished) {
        if (!threads.remove(task) && !finished.getAndSet(true)) {
            stuck.incrementAndGet();
        }
    }

    private InterruptedIOException noAnswer() {
        return new InterruptedIOException("its file system does not answer within " + Durations.print(limit));
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    /** Stops the threads; a stuck thread ends when its call does. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
