package dev.udsecho.fault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** All clients of a seed, on their own threads. */
final class FuzzClients implements AutoCloseable {
    /** The number of clients that keep two processors busy while some of them pause. */
    static final int CLIENTS = 8;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path socket;
    private final List<FuzzClient> clients;

    /**
     * Creates the clients of a seed, which do not run yet.
     *
     * @param lifeTimeout the maximum time of a life; a life sends at most 40 MiB, and pauses for a second or two
     */
    FuzzClients(long seed, Path socket, Duration lifeTimeout) {
        byte[] table = Payload.table(seed);
        this.socket = socket;
        this.clients = IntStream.range(0, CLIENTS)
                .mapToObj(number -> new FuzzClient(seed, number, table, lifeTimeout))
                .toList();
    }

    /**
     * Runs all clients for the given time, and returns their totals, with no connection left open.
     *
     * @throws AssertionError as soon as a client has received a wrong answer
     */
    Tally runLives(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        CompletionService<Tally> running = new ExecutorCompletionService<>(threads);
        clients.forEach(client -> running.submit(() -> client.runUntil(end, socket, threads)));
        Tally all = Tally.NONE;
        try {
            for (int client = 0; client < CLIENTS; client++) {
                all = all.plus(running.take().get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Interrupts the clients that still run, which closes their connections. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
