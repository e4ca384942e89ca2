package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.logging.LogEvent;
import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.path.Birth;
import dev.udsecho.path.PublishedSocket;
import dev.udsecho.path.PublishedSocket.Look;
import dev.udsecho.path.PublishedSocket.Standing;
import dev.udsecho.path.SocketLock;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.SocketPermissions;
import dev.udsecho.time.Ticker;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The listener and the name that clients reach it by. When the name is lost, a new listener takes it; the one that was
 * there before serves its open connections until the last one ends. Methods that change anything may block, so none of
 * them may be called on an event loop.
 */
@Singleton
public class PathOwner {
    private static final Logger LOG = Logger.getLogger(PathOwner.class);

    /** How long the shutdown waits for a change that is under way; it goes on without it then. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final EchoConfig config;
    private final Connections connections;
    private final SocketPath path;
    private final SocketPermissions permission;
    private final Ticker ticker;
    private final Listeners listeners;
    private final PathClaim ownership;

    /** Held while anything is changed. A change may be stuck in a file system, so the shutdown does not insist on it. */
    private final Lock changing = new ReentrantLock();

    private volatile Optional<PublishedSocket> file = Optional.empty();
    private volatile Role role = Role.STARTING;

    /** A publication that has not begun. */
    @Inject
    public PathOwner(Vertx vertx, EchoConfig config, Connections connections) {
        this(vertx, config, connections, Ticker.SYSTEM);
    }

    PathOwner(Vertx vertx, EchoConfig config, Connections connections, Ticker ticker) {
        this.vertx = vertx;
        this.config = config;
        this.connections = connections;
        this.path = config.socket().path();
        this.permission =
                new SocketPermissions(config.socket().mode(), config.socket().group());
        this.ticker = ticker;
        this.listeners = new Listeners(ticker);
        this.ownership = new PathClaim(path, permission, ticker);
    }

    /**
     * Claims the path. Until it is withdrawn nobody else can.
     *
     * @throws SocketPathException if another process has it, or it cannot be had
     */
    public void claim() throws SocketPathException {
        changing.lock();
        try {
            role = Role.STARTING;
            ownership.claim();
        } finally {
            changing.unlock();
        }
    }

    /**
     * Listens under a name of its own, and gives the socket its permission and then its final name.
     *
     * @throws SocketPathException if something else is there that is no dead socket, or it cannot be had
     */
    public void publish() throws SocketPathException, IOException {
        changing.lock();
        try {
            listenAndTake();
        } finally {
            changing.unlock();
        }
    }

    private void listenAndTake() throws SocketPathException, IOException {
        Optional<DirectoryEntry> stale = PublishedSocket.findStale(path);
        stale.ifPresent(found -> new LogEvent(
                        "replacing", "Replacing the stale socket at " + path + " (" + found.access() + ")")
                .about("path", path)
                .log(LOG, Logger.Level.INFO));
        UnpublishedListener candidate = UnpublishedListener.listen(vertx, config, connections, ticker);
        try {
            if (role == Role.DRAINING) {
                throw new IOException("the service is about to end");
            }
            take(candidate, PublishedSocket::findStale);
        } catch (SocketPathException | IOException | RuntimeException e) {
            candidate.close();
            throw e;
        }
    }

    /** Waits for another's path from now on. */
    void standBy() {
        role = Role.STANDBY;
    }

    /**
     * Takes the path over from an owner that has left it, or is about to.
     *
     * @param claimed the path's lock
     * @throws SocketPathException if something else has the name that is neither its socket nor a dead one
     */
    void succeed(SocketLock claimed, UnpublishedListener candidate) throws SocketPathException, IOException {
        changing.lock();
        try {
            Look look = claimed.isHandedOver() ? PublishedSocket::findSocket : PublishedSocket::findStale;
            ownership.adopt(claimed);
            take(candidate, look);
        } finally {
            changing.unlock();
        }
    }

    private void take(UnpublishedListener candidate, Look look) throws SocketPathException, IOException {
        PublishedSocket published =
                PublishedSocket.publish(candidate.staged(), permission, look, candidate.listener()::isReachedBy);
        file = Optional.of(published);
        listeners.add(candidate.listener(), published);
        candidate.staged().discard();
        role = Role.OWNER;
        ownership.settle();
    }

    /** A line of the log about the socket that has the name now, or had it last. */
    public LogEvent serving(String event, String sentence) {
        return PublishedEvent.of(
                event, sentence, config, file.orElseThrow(), eventLoops().size(), connections.limit());
    }

    /**
     * Publishes a new listener if the name is missing, or leads to a socket that this process published before and has
     * closed since, after claiming the path again if the lock file is missing too. One that is open still has it back.
     *
     * @throws SocketPathException if somebody else has taken the path, or it cannot be had
     */
    public void heal() throws IOException, SocketPathException {
        changing.lock();
        try {
            restoreOrPublish();
        } finally {
            changing.unlock();
        }
    }

    private void restoreOrPublish() throws IOException, SocketPathException {
        Standing found = standing();
        if (found != Standing.MISSING && !(found == Standing.FOREIGN && isFormer())) {
            return;
        }
        ownership.renew();
        Optional<PublishedSocket> restored = listeners.restored();
        if (restored.isPresent()) {
            file = restored;
            ownership.settle();
        } else {
            listenAndTake();
        }
    }

    /** Sees to it that the lock file has its name still: without it another process could claim the path. */
    public void keepLock() throws IOException {
        changing.lock();
        try {
            ownership.keep();
        } finally {
            changing.unlock();
        }
    }

    private boolean isFormer() throws IOException {
        return Birth.at(path.file()).filter(listeners::isFormer).isPresent();
    }

    /** Closes the listeners that have lost their name and whose last connection has ended. */
    public void closeIdle() {
        changing.lock();
        try {
            listeners.closeIdle();
        } finally {
            changing.unlock();
        }
    }

    /** What has become of the name, looked up now. Blocks for as long as the file system does not answer. */
    public Standing standing() throws IOException {
        Optional<PublishedSocket> published = file;
        return published.isPresent() ? published.get().standing() : Standing.WITHDRAWN;
    }

    /** What this process is to the path now. */
    public Role role() {
        return role;
    }

    /** The contexts on which new connections are served. */
    public List<Context> eventLoops() {
        return listeners.eventLoops();
    }

    /** The open connections with the most bytes, so many at most. Waits for the event loops, half a second at most. */
    public List<ConnectionSnapshot> busiest(int most) {
        return listeners.busiest(most);
    }

    /** Is not ready from now on; also while the name is being published anew. */
    public void beginToLeave() {
        role = Role.DRAINING;
    }

    /**
     * Gives the name up, if it is still ours, to a successor or to nobody: nobody new comes here any more. Waits for a change
     * that is under way, for {@link #PATIENCE} at most, and then does no more than to remove the name.
     */
    public void withdraw() {
        role = Role.DRAINING;
        whenUnchanged(
                () -> {
                    file.ifPresent(ownership::leave);
                    file = Optional.empty();
                    ownership.letGo();
                },
                this::removeName);
    }

    private void whenUnchanged(Runnable action, Runnable otherwise) {
        boolean unchanged = false;
        try {
            unchanged = changing.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            (unchanged ? action : otherwise).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (unchanged) {
                changing.unlock();
            }
        }
    }

    /** Removes the name at once, if it is still ours, and returns whether it is gone or not ours. Waits for no lock. */
    public boolean removeName() {
        try {
            Optional<PublishedSocket> published = file;
            if (published.isPresent()) {
                published.get().withdraw();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Serves those who have connected already, until {@link Ticker#nanos} is at the deadline. */
    public void drain(long deadline) {
        listeners.drain(deadline);
    }

    /** Closes the listeners and every connection, then lets the path go. Waits as {@link #withdraw} does. */
    public void close() {
        listeners.close();
        whenUnchanged(ownership::letGo, this::removeName);
    }
}
