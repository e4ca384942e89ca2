package dev.udsecho.bench;

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

/** The threads of a run: each does its part of a stage, while somebody looks on. */
final class WorkerThreads implements AutoCloseable {
    private final ExecutorService threads;

    WorkerThreads(int many) {
        threads = Executors.newFixedThreadPool(many, part -> {
            Thread thread = new Thread(part, "load");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Does the parts, each on a thread of its own, and looks on now and then until all are done.
     *
     * @param period how often it looks, in nanoseconds
     * @throws IOException if one of them failed with that
     */
    <T> List<T> work(List<Callable<T>> parts, long period, Runnable look) throws IOException, InterruptedException {
        List<Future<T>> under = parts.stream().map(threads::submit).toList();
        List<T> done = new ArrayList<>();
        while (done.size() < under.size()) {
            try {
                done.add(under.get(done.size()).get(period, TimeUnit.NANOSECONDS));
            } catch (TimeoutException notYet) {
                look.run();
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
