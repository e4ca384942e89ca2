package dev.udsecho.fault;

import dev.udsecho.testing.Client;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Clients that reconnect continually to a server that is killed repeatedly, and record forbidden failures. */
final class Traffic implements AutoCloseable {
    /** The failures of connect, read and write while a server is not running. */
    private static final List<String> GONE =
            List.of("No such file", "Connection refused", "Broken pipe", "Connection reset");

    /**
     * The pause between two exchanges or two connects of a client, in nanoseconds: the starting server needs the
     * processor too.
     */
    private static final long PAUSE = 2_000_000;

    private static final byte[] SENT = Client.randomBytes(4096);

    private final Path socket;
    private final List<Thread> clients = new ArrayList<>();
    private final AtomicInteger served = new AtomicInteger();
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    Traffic(Path socket, int count) {
        this.socket = socket;
        for (int client = 0; client < count; client++) {
            clients.add(new Thread(this::reconnectUntilOver));
        }
        clients.forEach(Thread::start);
    }

    /** Returns the number of complete exchanges. */
    int served() {
        return served.get();
    }

    /** Returns wrong bytes, and failures other than those of a server that is not running. */
    Set<String> complaints() {
        return complaints;
    }

    private void reconnectUntilOver() {
        while (!over) {
            try (SocketChannel channel = Client.connect(socket)) {
                exchangeUntilOver(channel);
            } catch (IOException e) {
                if (GONE.stream().noneMatch(e.getMessage()::startsWith)) {
                    complaints.add(e.toString());
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /** A killed server may answer a part, and no other bytes. */
    private void exchangeUntilOver(SocketChannel channel) throws IOException {
        byte[] received = SENT;
        while (!over && received.length == SENT.length) {
            received = Client.roundTrip(channel, SENT);
            if (!Arrays.equals(received, Arrays.copyOf(SENT, received.length))) {
                complaints.add("other bytes came back than were sent");
            }
            served.addAndGet(received.length == SENT.length ? 1 : 0);
            LockSupport.parkNanos(PAUSE);
        }
    }

    @Override
    public void close() {
        over = true;
        clients.forEach(Traffic::join);
    }

    private static void join(Thread client) {
        try {
            client.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
