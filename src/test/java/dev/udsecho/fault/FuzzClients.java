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

/** All clients of a seed, in threads of their own. */
final class FuzzClients implements AutoCloseable {
    /** As many as keep two processors busy while some of them pause. */
    static final int CLIENTS = 8;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path socket;
    private final List<FuzzClient> clients;

    /**
     * The clients of a seed, which live when they are told to.
     *
     * @param patience how long a life may take; one sends at most 40 MiB, and pauses for a second or two
     */
    FuzzClients(long seed, Path socket, Duration patience) {
        byte[] table = Payload.table(seed);
        this.socket = socket;
        this.clients = IntStream.range(0, CLIENTS)
                .mapToObj(number -> new FuzzClient(seed, number, table, patience))
                .toList();
    }

    /**
     * Lets all clients go on with their lives for this long, and returns what they did, with no connection left open.
     *
     * @throws AssertionError as soon as one of them has not got what it should have
     */
    Tally live(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        CompletionService<Tally> running = new ExecutorCompletionService<>(threads);
        clients.forEach(client -> running.submit(() -> client.liveUntil(end, socket, threads)));
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

    /** Interrupts whoever still lives, which closes that connection. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
