package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;

import dev.udsecho.testing.Client;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that each connect, echo and close about 100 times a second, and record every failure. They leave the servers
 * some processor time.
 */
public final class BusyClients implements AutoCloseable {
    private static final int MOST = 10_000;

    /** The pause between two exchanges, in nanoseconds. */
    private static final long PAUSE = 9_000_000;

    private final Path socket;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong served = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    private BusyClients(Path socket) {
        this.socket = socket;
    }

    /** Starts the given number of clients, each on its own thread. */
    public static BusyClients start(Path socket, int many) {
        BusyClients clients = new BusyClients(socket);
        for (int i = 0; i < many; i++) {
            Thread thread = new Thread(clients::run);
            thread.start();
            clients.threads.add(thread);
        }
        return clients;
    }

    private void run() {
        while (!over.get()) {
            byte[] sent = new byte[ThreadLocalRandom.current().nextInt(1, MOST)];
            ThreadLocalRandom.current().nextBytes(sent);
            try {
                byte[] received = Client.exchange(socket, sent);
                if (Arrays.equals(sent, received)) {
                    served.incrementAndGet();
                } else {
                    failures.add(received.length + " of " + sent.length + " bytes");
                }
            } catch (Exception e) {
                failures.add(e.toString());
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** Returns the number of correct exchanges so far. */
    public long served() {
        return served.get();
    }

    /** Returns the failures so far: connects that failed, bytes that were lost or wrong. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        over.set(true);
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }
}
