package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.logging.LogEvent;
import dev.udsecho.path.PublishedSocket;
import dev.udsecho.path.SocketLock;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.SocketPermissions;
import dev.udsecho.text.Durations;
import dev.udsecho.time.Ticker;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Stands by for the path of a live owner, on a thread of its own: takes the place of the next in line, listens under a name
 * of its own, and takes the path over when the owner leaves it or dies. {@code echo.socket.wait} bounds how long.
 */
@Singleton
public class StandbyServer {
    private static final Logger LOG = Logger.getLogger(StandbyServer.class);
    private static final Duration LOOK = Duration.ofMillis(5);

    /** For so long the socket of an owner that died may still take connections: its lock falls first. */
    private static final Duration DYING = Duration.ofSeconds(2);

    private static final Duration STOPPING = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final EchoConfig config;
    private final Connections connections;
    private final PathOwner publication;
    private final Ticker ticker;
    private final SocketPath path;
    private final SocketPermissions permission;
    private Optional<Thread> thread = Optional.empty();
    private long deadline;
    private volatile boolean stopped;

    @Inject
    StandbyServer(Vertx vertx, EchoConfig config, Connections connections, PathOwner publication) {
        this(vertx, config, connections, publication, Ticker.SYSTEM);
    }

    StandbyServer(Vertx vertx, EchoConfig config, Connections connections, PathOwner publication, Ticker ticker) {
        this.vertx = vertx;
        this.config = config;
        this.connections = connections;
        this.publication = publication;
        this.ticker = ticker;
        this.path = config.socket().path();
        this.permission =
                new SocketPermissions(config.socket().mode(), config.socket().group());
    }

    /** Whether this is a refusal that may pass: somebody has the path, and may leave it while we wait. */
    public boolean mayFollow(SocketPathException refused) {
        return !config.socket().standby().isZero()
                && (refused.reason() == Cause.IN_USE || refused.reason() == Cause.LOCKED);
    }

    /**
     * Begins to wait, and returns at once.
     *
     * @param succeeded is called when the path is published
     * @param failed is called with the reason when it cannot be, or the time is over
     */
    public void begin(Runnable succeeded, Consumer<Exception> failed) {
        deadline = ticker.nanos() + config.socket().standby().toNanos();
        publication.standBy();
        String most = Durations.print(config.socket().standby());
        new LogEvent("standby", "Standing by for " + path + ", for at most " + most)
                .about("path", path)
                .about("wait", most)
                .log(LOG, Logger.Level.INFO);
        Thread successor = new Thread(() -> run(succeeded, failed), "successor");
        successor.setDaemon(true);
        successor.start();
        thread = Optional.of(successor);
    }

    /** Gives up, if it waits still. Returns when that is done, or after {@link #STOPPING}: the thread may be stuck. */
    public void stop() {
        stopped = true;
        try {
            if (thread.isPresent()) {
                thread.get().join(STOPPING.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Runnable succeeded, Consumer<Exception> failed) {
        try {
            while (!follow()) {
                LOG.debugf("The lock file of %s was replaced: in line anew", path);
            }
            succeeded.run();
        } catch (CancellationException e) {
            LOG.infof("No longer standing by for %s", path);
        } catch (SocketPathException | IOException | RuntimeException e) {
            failed.accept(e);
        }
    }

    /** Waits for both places, one after the other, and takes the path. False if the lock file lost its name meanwhile. */
    private boolean follow() throws SocketPathException, IOException {
        SocketLock lock = queue();
        boolean owner = false;
        try {
            owner = follow(lock);
            return owner;
        } finally {
            if (!owner) {
                lock.close();
            }
        }
    }

    private SocketLock queue() throws SocketPathException {
        Optional<SocketLock> lock = SocketLock.queue(path, permission);
        while (lock.isEmpty()) {
            pause();
            lock = SocketLock.queue(path, permission);
        }
        return lock.get();
    }

    private boolean follow(SocketLock lock) throws SocketPathException, IOException {
        PublishedSocket.requireReplaceable(path);
        UnpublishedListener candidate = UnpublishedListener.listen(vertx, config, connections, ticker);
        boolean owner = false;
        try {
            while (!lock.advance()) {
                if (lock.isReplaced()) {
                    return false;
                }
                pause();
            }
            if (lock.isStanding() || lock.isHandedOver()) {
                take(lock, candidate);
                owner = true;
            }
            return owner;
        } finally {
            if (!owner) {
                candidate.close();
            }
        }
    }

    private void take(SocketLock lock, UnpublishedListener candidate) throws SocketPathException, IOException {
        long dead = ticker.nanos() + DYING.toNanos();
        if (dead - deadline > 0) {
            deadline = dead;
        }
        while (true) {
            try {
                publication.succeed(lock, candidate);
                publication.serving("published", "Serving on " + path).log(LOG, Logger.Level.INFO);
                return;
            } catch (SocketPathException e) {
                if (e.reason() != Cause.IN_USE) {
                    throw e;
                }
                pause();
            }
        }
    }

    private void pause() throws SocketPathException {
        if (stopped) {
            throw new CancellationException();
        }
        if (ticker.nanos() - deadline >= 0) {
            throw SocketLock.held(
                    path, " after " + Durations.print(config.socket().standby()) + " of waiting (echo.socket.wait)");
        }
        ticker.pause(LOOK);
    }
}
