package dev.udsecho.server;

import dev.udsecho.logging.LogEvent;
import dev.udsecho.path.Birth;
import dev.udsecho.path.PublishedSocket;
import dev.udsecho.path.PublishedSocket.Standing;
import dev.udsecho.time.Ticker;
import io.vertx.core.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * The listeners of one path: the first has the name, or had it last; the others lost it before, and serve their open
 * connections until the last one ends. The methods that wait must not be called on an event loop.
 */
final class Listeners {
    private static final Logger LOG = Logger.getLogger(Listeners.class);

    /** How long nothing may come until the backlog of a name that is gone counts as empty. */
    private static final Duration QUIET = Duration.ofMillis(100);

    /** How long a connection may take to end after its input was shut down. */
    private static final Duration FLUSH = Duration.ofMillis(500);

    private static final Duration LOOK = Duration.ofMillis(10);

    private final Ticker ticker;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Map<Listener, PublishedSocket> files = new ConcurrentHashMap<>();
    private final Set<Birth> former = ConcurrentHashMap.newKeySet();

    /** None yet. */
    Listeners(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Adds one that has just got the name. */
    void add(Listener listener, PublishedSocket file) {
        files.put(listener, file);
        former.add(file.birth());
        listeners.add(0, listener);
    }

    /** The contexts on which new connections are served. */
    List<Context> eventLoops() {
        return listeners.stream().findFirst().map(Listener::eventLoops).orElse(List.of());
    }

    /** The open connections with the most bytes, so many at most; an event loop that does not answer is left out. */
    List<ConnectionSnapshot> busiest(int most) {
        return listeners.stream()
                .flatMap(listener ->
                        listener.ask(verticle -> verticle.busiest(most), List.<ConnectionSnapshot>of()).stream())
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(ConnectionSnapshot::traffic).reversed())
                .limit(most)
                .toList();
    }

    /** Puts the listener first that has its name back, as when a directory was moved away and comes again. */
    Optional<PublishedSocket> restored() throws IOException {
        for (Listener listener : listeners.stream().skip(1).toList()) {
            if (files.get(listener).standing() == Standing.OURS) {
                listeners.remove(listener);
                listeners.add(0, listener);
                return Optional.of(files.get(listener));
            }
        }
        return Optional.empty();
    }

    /** Whether this is a socket that had the name once, and whose listener may be closed. */
    boolean isFormer(Birth socket) {
        return former.contains(socket);
    }

    /** Closes the listeners that have lost their name and whose last connection has ended. */
    void closeIdle() {
        for (Listener listener : listeners.stream().skip(1).toList()) {
            if (listener.open() == 0) {
                listeners.remove(listener);
                files.remove(listener);
                listener.close();
            }
        }
    }

    /**
     * Serves what has connected already, to its end: those in the backlog, and the open connections. At the deadline the
     * input of those that are left is shut down, and what they had sent is answered.
     */
    void drain(long deadline) {
        while (!isEmptyAndQuiet() && ticker.nanos() - deadline < 0) {
            ticker.pause(LOOK);
        }
        int left = open();
        if (left > 0) {
            new LogEvent("cut", "Ending " + left + " connections that are still open")
                    .about("connections", left)
                    .log(LOG, Logger.Level.INFO);
            listeners.forEach(Listener::finish);
            long end = ticker.nanos() + FLUSH.toNanos();
            while (open() > 0 && ticker.nanos() - end < 0) {
                ticker.pause(LOOK);
            }
        }
    }

    private boolean isEmptyAndQuiet() {
        if (open() > 0) {
            return false;
        }
        long before = accepted();
        ticker.pause(QUIET);
        return accepted() == before && open() == 0;
    }

    private long accepted() {
        return listeners.stream().mapToLong(Listener::accepted).sum();
    }

    private int open() {
        return listeners.stream().mapToInt(Listener::open).sum();
    }

    /** Closes all of them, and the connections that are left. */
    void close() {
        listeners.forEach(Listener::close);
        listeners.clear();
        files.clear();
    }
}
