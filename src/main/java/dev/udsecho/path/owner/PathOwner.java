package dev.udsecho.path.owner;

import dev.udsecho.os.IoMessages;
import dev.udsecho.path.FileGroup;
import dev.udsecho.path.FileMode;
import dev.udsecho.path.PathState;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.SocketPermissions;
import dev.udsecho.time.BoundedCalls;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Owns a socket path for a server: one process on this kernel at a time, across containers. It binds the server under a private
 * name, gives the socket its permissions before any client can connect, publishes it in one step, publishes it again when the
 * name is lost, hands the path over to a standby without a failed connect, and removes no file but its own.
 *
 * <pre>{@code
 * PathOwner owner = PathOwner.of(SocketPath.of("/run/app/app.sock"))
 *         .permissions(FileMode.of("0660"))
 *         .standby(Duration.ofMinutes(1))
 *         .start(name -> listen(name));
 * ...
 * owner.withdraw();
 * owner.drain(Duration.ofSeconds(5));
 * owner.close();
 * }</pre>
 *
 * <p>The lock file {@code PATH.lock} beside the socket is created once and never deleted. The methods may be called on any
 * thread that may block; each says for how long at most. They need Linux, and a file system with POSIX record locks
 * (<a href="https://man7.org/linux/man-pages/man2/fcntl_locking.2.html">fcntl_locking(2)</a>).
 */
public final class PathOwner implements AutoCloseable {
    /** How long a check of the name may take. */
    private static final Duration CHECK = Duration.ofMillis(500);

    /** How long the withdrawal may take: a standby has five seconds to take the path over. */
    private static final Duration WITHDRAWAL = Duration.ofMillis(5500);

    private final Settings settings;
    private final Publication publication;
    private final PathMonitor monitor;
    private final Standby standby;
    private final BoundedCalls checks = new BoundedCalls("path-check", 2, CHECK);
    private final BoundedCalls withdrawals = new BoundedCalls("path-withdrawal", 1, WITHDRAWAL);
    private final AtomicBoolean withdrawn = new AtomicBoolean();

    private PathOwner(Settings settings, ListenerFactory factory) {
        this.settings = settings;
        this.publication = new Publication(settings, factory);
        this.monitor = new PathMonitor(settings, publication);
        this.standby = new Standby(settings, factory, publication);
    }

    /** Returns a builder of an owner of this path, with mode 0660, no standby, and events that are not reported. */
    public static Builder of(SocketPath path) {
        return new Builder(path);
    }

    /** What an owner is to do. For one thread. */
    public static final class Builder {
        private final SocketPath path;
        private SocketPermissions permissions = new SocketPermissions(FileMode.of("0660"), Optional.empty());
        private Duration standby = Duration.ZERO;
        private Consumer<PathEvent> events = event -> {};
        private Ticker ticker = Ticker.SYSTEM;

        private Builder(SocketPath path) {
            this.path = path;
        }

        /** Sets the mode of the socket; its group is the one that the directory gives it. */
        public Builder permissions(FileMode mode) {
            return permissions(new SocketPermissions(mode, Optional.empty()));
        }

        /** Sets the mode and the group of the socket. */
        public Builder permissions(FileMode mode, FileGroup group) {
            return permissions(new SocketPermissions(mode, Optional.of(group)));
        }

        /** Sets who may connect. */
        public Builder permissions(SocketPermissions permissions) {
            this.permissions = permissions;
            return this;
        }

        /** Sets how long to wait for another owner to leave; zero is to refuse to start at once. */
        public Builder standby(Duration standby) {
            this.standby = standby;
            return this;
        }

        /** Sets what is called with each event, on the thread where it happens. It must not block. */
        public Builder onEvent(Consumer<PathEvent> events) {
            this.events = events;
            return this;
        }

        Builder ticker(Ticker ticker) {
            this.ticker = ticker;
            return this;
        }

        /** Returns an owner that has not started. */
        public PathOwner build(ListenerFactory factory) {
            return new PathOwner(new Settings(path, permissions, standby, events, ticker), factory);
        }

        /**
         * Returns an owner that has started, as {@link PathOwner#start} does.
         *
         * @throws SocketPathException as that does
         * @throws IOException as that does
         */
        public PathOwner start(ListenerFactory factory) throws SocketPathException, IOException {
            PathOwner owner = build(factory);
            owner.start();
            return owner;
        }
    }

    /**
     * Claims the path, binds, publishes, and checks the name once a second from then on. If another process owns the path and a
     * standby is asked for, it returns with the role {@link Role#STANDBY}; then a thread waits, and {@link PathEvent}s report
     * what becomes of it. Blocks as the factory does, and for five seconds more where another process holds a lease on the lock
     * file. A start that fails leaves no file but the lock file. An owner is started once.
     *
     * @throws SocketPathException if the path cannot be owned: a foreign file or a live server is there, the directory or the
     *     permissions cannot be had, or the factory failed
     * @throws IOException if the file system fails in another way
     */
    public void start() throws SocketPathException, IOException {
        boolean started = false;
        try {
            publication.claim();
            publication.publish();
            published();
            started = true;
        } catch (SocketPathException e) {
            if (!standby.mayFollow(e)) {
                throw e;
            }
            publication.close();
            standby.begin(this::published);
            started = true;
        } finally {
            if (!started) {
                publication.withdraw();
                publication.close();
            }
        }
    }

    private void published() {
        monitor.start();
        settings.report(PathEvent.Kind.PUBLISHED, "Serving on " + settings.path());
    }

    /** Returns what this process is to the path. Does not block. */
    public Role role() {
        return publication.role();
    }

    /**
     * Returns what the name leads to now. Blocks for half a second at most.
     *
     * @throws IOException if a directory of the path may not be searched, or the file system does not answer
     */
    public PathState state() throws IOException {
        return checks.run(publication::state);
    }

    /** Returns why the name cannot be published again for now, or an empty text. Does not block. */
    public String obstacle() {
        return monitor.obstacle();
    }

    /** Returns how often the name was lost or taken by a foreign file. Does not block. */
    public long losses() {
        return monitor.losses();
    }

    /**
     * Gives the path up: to a standby, which replaces the name so that no connect fails, or to no process, and then the name is
     * removed if it is still ours. Connections stay open, and clients in the queue are still served. Stops a standby that
     * waits. Blocks for seven seconds at most; where the file system does not answer by then, the name is left, and the next
     * start replaces it. A second call does nothing.
     */
    public void withdraw() {
        publication.beginToLeave();
        standby.stop();
        monitor.stop();
        if (withdrawn.getAndSet(true)) {
            return;
        }
        try {
            withdrawals.run(() -> {
                publication.withdraw();
                return true;
            });
        } catch (IOException e) {
            settings.report(
                    PathEvent.Kind.NOT_WITHDRAWN,
                    "Cannot withdraw " + settings.path() + ": " + IoMessages.of(e) + "; the next start replaces it");
        }
    }

    /**
     * Removes the name at once if it is still ours, without a hand-over, and returns whether it is gone or not ours. Waits for
     * no lock, so that a watchdog can call it while another method is stuck.
     */
    public boolean removeName() {
        return publication.removeName();
    }

    /**
     * Waits until every listener was idle for 100 milliseconds. Connections that are open after the limit are finished, and get
     * half a second to end. Blocks for the limit and a second at most.
     *
     * @return whether all connections had ended within the limit
     */
    public boolean drain(Duration limit) {
        return publication.drain(settings.ticker().nanos() + limit.toNanos());
    }

    /** Withdraws if that was not done, closes the listeners and releases the path. Blocks for nine seconds at most. */
    @Override
    public void close() {
        withdraw();
        publication.close();
        checks.close();
        withdrawals.close();
    }
}
