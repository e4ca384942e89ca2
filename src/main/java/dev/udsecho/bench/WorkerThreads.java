package dev.udsecho.bench;

import dev.udsecho.time.DaemonThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The threads of a load test. Each runs its part of a phase, while the calling thread monitors them. */
final class WorkerThreads implements AutoCloseable {
    private final ExecutorService threads;

    WorkerThreads(int count) {
        threads = Executors.newFixedThreadPool(count, DaemonThreads.named("load"));
    }

    /**
     * Runs the tasks, each on its own thread, and calls {@code tick} periodically until all are done. Blocks until
     * then.
     *
     * @param period the time between two ticks, in nanoseconds
     * @throws IOException if a task failed
     */
    <T> List<T> runAll(List<Callable<T>> tasks, long period, Runnable tick) throws IOException, InterruptedException {
        List<Future<T>> futures = tasks.stream().map(threads::submit).toList();
        List<T> done = new ArrayList<>();
        while (done.size() < futures.size()) {
            try {
                done.add(futures.get(done.size()).get(period, TimeUnit.NANOSECONDS));
            } catch (TimeoutException notYet) {
                tick.run();
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            }
        }
        return done;
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException failure ? failure : new IOException("the load failed: " + cause, cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
