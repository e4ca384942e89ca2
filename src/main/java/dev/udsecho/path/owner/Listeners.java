package dev.udsecho.path.owner;

import dev.udsecho.path.PathState;
import dev.udsecho.path.PublishedSocket;
import dev.udsecho.path.SocketIdentity;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The listeners of one path. The first has the name, or had it last. The others lost it earlier, and serve their open
 * connections until they are idle.
 */
final class Listeners {
    /** Time for which all listeners must be idle before the backlog of a removed name counts as empty. */
    private static final Duration QUIET_PERIOD = Duration.ofMillis(100);

    /** Maximum time for a connection to close after its input was shut down. */
    private static final Duration FLUSH_TIMEOUT = Duration.ofMillis(500);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private final Ticker ticker;
    private final List<Published> listeners = new CopyOnWriteArrayList<>();
    private final Set<SocketIdentity> published = ConcurrentHashMap.newKeySet();

    /** A listener and the socket that it was published as. */
    private record Published(BoundListener listener, PublishedSocket socket) {}

    Listeners(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Adds a listener that has just got the name, as the first. */
    void add(BoundListener listener, PublishedSocket socket) {
        published.add(socket.identity());
        listeners.add(0, new Published(listener, socket));
    }

    /**
     * Returns the socket that has its name again, as after a directory was moved away and back. Its listener becomes
     * the first.
     */
    Optional<PublishedSocket> restored() throws IOException {
        for (Published former : listeners.stream().skip(1).toList()) {
            if (former.socket().state() == PathState.OURS) {
                listeners.remove(former);
                listeners.add(0, former);
                return Optional.of(former.socket());
            }
        }
        return Optional.empty();
    }

    /** Returns whether this socket once had the name. Its listener may be closed. */
    boolean wasPublished(SocketIdentity socket) {
        return published.contains(socket);
    }

    /** Closes the idle listeners among those that have lost their name. */
    void closeIdle() {
        for (Published former : listeners.stream().skip(1).toList()) {
            if (former.listener().isIdle()) {
                listeners.remove(former);
                former.listener().close();
            }
        }
    }

    /**
     * Waits until every listener was idle for {@link #QUIET_PERIOD}. At the deadline, reading from the remaining
     * connections is stopped, and they get {@link #FLUSH_TIMEOUT} to close.
     *
     * @return whether all connections had closed by the deadline
     */
    boolean drain(long deadline) {
        if (awaitIdle(deadline, QUIET_PERIOD)) {
            return true;
        }
        listeners.forEach(open -> open.listener().finish());
        awaitIdle(ticker.nanos() + FLUSH_TIMEOUT.toNanos(), Duration.ZERO);
        return false;
    }

    private boolean awaitIdle(long deadline, Duration quiet) {
        long idleSince = ticker.nanos();
        while (true) {
            boolean idle = listeners.stream().allMatch(open -> open.listener().isIdle());
            long now = ticker.nanos();
            if (!idle) {
                idleSince = now;
            } else if (now - idleSince >= quiet.toNanos()) {
                return true;
            }
            if (now - deadline >= 0) {
                return idle;
            }
            ticker.pause(POLL_INTERVAL);
        }
    }

    /** Closes all listeners and the remaining connections. */
    void close() {
        listeners.forEach(open -> open.listener().close());
        listeners.clear();
    }
}
