package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.diagnosis.DirectoryEntry;
import dev.udsecho.diagnosis.Reason;
import dev.udsecho.echo.Echo;
import dev.udsecho.socket.PathRefused;
import dev.udsecho.socket.Permission;
import dev.udsecho.socket.SocketFile;
import dev.udsecho.socket.SocketFile.Standing;
import dev.udsecho.socket.SocketLock;
import dev.udsecho.socket.SocketPath;
import dev.udsecho.socket.StagedSocket;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The listener and the name that clients reach it by. When the name is lost, a new listener takes it; the one that was
 * there before serves its open connections until the last one ends. All methods may block, so none may be
 * called on an event loop.
 */
@Singleton
public class Publication {
    private static final Logger LOG = Logger.getLogger(Publication.class);

    private final Vertx vertx;
    private final EchoConfig config;
    private final Echo echo;
    private final SocketPath path;
    private final Permission permission;

    /** The newest first; the others have lost their name. */
    private final Deque<Listener> listeners = new ArrayDeque<>();

    private Optional<SocketLock> lock = Optional.empty();
    private Optional<SocketFile> file = Optional.empty();
    private volatile boolean published;

    /** A publication that has not begun. */
    public Publication(Vertx vertx, EchoConfig config, Echo echo) {
        this.vertx = vertx;
        this.config = config;
        this.echo = echo;
        this.path = config.socket().path();
        this.permission = new Permission(config.socket().mode(), config.socket().group());
    }

    /**
     * Claims the path. Until {@link #close} nobody else can.
     *
     * @throws PathRefused if another process has it, or it cannot be had
     */
    public synchronized void claim() throws PathRefused {
        lock = Optional.of(SocketLock.claim(path, permission));
    }

    /**
     * Listens under a name of its own, and gives the socket its permission and then its final name.
     *
     * @throws PathRefused if something else is there that is no dead socket, or it cannot be had
     */
    public synchronized void publish() throws PathRefused {
        Optional<DirectoryEntry> stale = SocketFile.findStale(path);
        stale.ifPresent(found -> LOG.infof("Replacing the stale socket at %s (%s)", path, found.access()));
        listen(stale);
    }

    private void listen(Optional<DirectoryEntry> stale) throws PathRefused {
        StagedSocket staged = StagedSocket.prepare(path);
        try {
            Listener listener = Listener.open(vertx, staged, config, echo);
            try {
                file = Optional.of(SocketFile.publish(staged, permission, stale));
                listeners.addFirst(listener);
                published = true;
            } catch (PathRefused e) {
                listener.close();
                throw e;
            }
        } finally {
            staged.discard();
        }
        LOG.infof(
                "Serving on %s (inode %d, %s, %d event loops, backlog %d)",
                path,
                file.get().inode().number(),
                permission,
                eventLoops().size(),
                config.socket().backlog());
    }

    /**
     * Publishes a new listener if the name is missing, after claiming the path again if the lock file is missing too.
     *
     * @throws PathRefused if somebody else has taken the path, or it cannot be had
     */
    public synchronized void heal() throws IOException, PathRefused {
        if (standing() != Standing.MISSING) {
            return;
        }
        if (!lock.orElseThrow().isStanding()) {
            SocketLock nameless = lock.get();
            claim();
            nameless.close();
        }
        listen(Optional.empty());
    }

    /** Closes the listeners that have lost their name and whose last connection has ended. */
    public synchronized void closeIdle() {
        List<Listener> idle =
                listeners.stream().skip(1).filter(Listener::isIdle).toList();
        listeners.removeAll(idle);
        idle.forEach(Listener::close);
    }

    /** What has become of the name, looked up now. */
    public synchronized Standing standing() throws IOException {
        return file.isPresent() ? file.get().standing() : Standing.WITHDRAWN;
    }

    /** Whether the path was published at least once. */
    public boolean wasPublished() {
        return published;
    }

    /** The contexts on which connections are served. */
    public synchronized List<Context> eventLoops() {
        return listeners.isEmpty() ? List.of() : listeners.getFirst().eventLoops();
    }

    /** Takes the name back, if it is still ours: from now on nobody new can connect. */
    public synchronized void withdraw() {
        if (file.isPresent()) {
            try {
                boolean ours = file.get().withdraw();
                LOG.infof(ours ? "Withdrew %s" : "Nothing to withdraw at %s: the name is not ours any more", path);
            } catch (IOException e) {
                LOG.warnf("Cannot withdraw %s: %s; the next start replaces it", path, Reason.of(e));
            }
            file = Optional.empty();
        }
    }

    /** Closes the listeners and every connection, then lets the path go. */
    public synchronized void close() throws IOException {
        listeners.forEach(Listener::close);
        listeners.clear();
        if (lock.isPresent()) {
            lock.get().close();
            lock = Optional.empty();
        }
    }
}
