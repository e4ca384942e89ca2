package dev.udsecho.path.owner;

import dev.udsecho.os.DirectoryEntry;
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
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Owns a socket path for a server, in one process on this kernel at a time, across containers. Binds the server under a
 * private name, applies the socket's permissions before any client can connect, publishes it in one step, publishes it
 * again when the name is lost, hands the path over to a standby without a failed connect, and removes no file but its
 * own.
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
 * <p>The lock file {@code PATH.lock} beside the socket is created once and never deleted. The methods may be called on
 * any thread that may block; each states the maximum time. They need Linux, and a file system with POSIX record locks
 * (<a href="https://man7.org/linux/man-pages/man2/fcntl_locking.2.html">fcntl_locking(2)</a>).
 */
public final class PathOwner implements AutoCloseable {
    /** Maximum time for a check of the name. */
    private static final Duration CHECK_TIMEOUT = Duration.ofMillis(500);

    /** Maximum time for the withdrawal; a standby has five seconds of it to take the path over. */
    private static final Duration WITHDRAWAL_TIMEOUT = Duration.ofMillis(5500);

    private final Settings settings;
    private final Publication publication;
    private final PathMonitor monitor;
    private final Standby standby;
    private final BoundedCalls checks = new BoundedCalls("path-check", 2, CHECK_TIMEOUT);
    private final BoundedCalls withdrawals = new BoundedCalls("path-withdrawal", 1, WITHDRAWAL_TIMEOUT);
    private final AtomicBoolean withdrawn = new AtomicBoolean();

    private PathOwner(Settings settings, ListenerFactory factory) {
        this.settings = settings;
        this.publication = new Publication(settings, factory);
        this.monitor = new PathMonitor(settings, publication);
        this.standby = new Standby(settings, factory, publication);
    }

    /** Returns a builder for an owner of a path, with mode 0660, no standby, and events that are not reported. */
    public static Builder of(SocketPath path) {
        return new Builder(path);
    }

    /** The settings of an owner. For one thread. */
    public static final class Builder {
        private final SocketPath path;
        private SocketPermissions permissions = new SocketPermissions(FileMode.of("0660"), Optional.empty());
        private Duration standby = Duration.ZERO;
        private Consumer<PathEvent> events = event -> {};
        private Ticker ticker = Ticker.SYSTEM;

        private Builder(SocketPath path) {
            this.path = path;
        }

        /** Sets the mode of the socket. The directory determines its group. */
        public Builder permissions(FileMode mode) {
            return permissions(new SocketPermissions(mode, Optional.empty()));
        }

        /** Sets the mode and the group of the socket. */
        public Builder permissions(FileMode mode, FileGroup group) {
            return permissions(new SocketPermissions(mode, Optional.of(group)));
        }

        /** Sets the mode and group of the socket, which decide who may connect. */
        public Builder permissions(SocketPermissions permissions) {
            this.permissions = permissions;
            return this;
        }

        /** Sets how long to wait for another owner to leave; zero refuses to start at once. */
        public Builder standby(Duration standby) {
            this.standby = standby;
            return this;
        }

        /** Sets the consumer of events. It is called on the thread where the event happens, and must not block. */
        public Builder onEvent(Consumer<PathEvent> events) {
            this.events = events;
            return this;
        }

        Builder ticker(Ticker ticker) {
            this.ticker = ticker;
            return this;
        }

        /** Returns a new owner, which has not started. */
        public PathOwner build(ListenerFactory factory) {
            return new PathOwner(new Settings(path, permissions, standby, events, ticker), factory);
        }

        /**
         * Returns a started owner. Blocks and fails as {@link PathOwner#start} does.
         *
         * @throws SocketPathException as {@link PathOwner#start} does
         * @throws IOException as {@link PathOwner#start} does
         */
        public PathOwner start(ListenerFactory factory) throws SocketPathException, IOException {
            PathOwner owner = build(factory);
            owner.start();
            return owner;
        }
    }

    /**
     * Claims the path, binds, publishes, and then checks the name once a second. If another process owns the path and a
     * standby time is set, it returns with the role {@link Role#STANDBY}; a thread then waits, and {@link PathEvent}s
     * report the result. Blocks as long as the factory does, and five seconds more if another process holds a lease on
     * the lock file. A failed start leaves no file except the lock file, and closes this owner. It can be started once.
     *
     * @throws SocketPathException if the path cannot be owned: a foreign file or a live server is there, the directory
     *     or the permissions do not allow it, or the factory failed
     * @throws IOException if the file system fails in another way
     */
    public void start() throws SocketPathException, IOException {
        try {
            publishOrStandBy();
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private void publishOrStandBy() throws SocketPathException, IOException {
        try {
            publication.claim();
            publication.publish();
            onPublished();
        } catch (SocketPathException e) {
            if (!standby.canWaitFor(e)) {
                throw e;
            }
            publication.close();
            standby.start(this::onPublished);
        }
    }

    private void onPublished() {
        monitor.start();
        settings.report(PathEvent.Kind.PUBLISHED, "Serving on " + settings.path());
    }

    /** Returns the role of this process on the path. Does not block. */
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

    /**
     * Returns the file that has the name, or empty if there is none. Blocks for half a second at most.
     *
     * @throws IOException as {@link #state} does
     */
    public Optional<DirectoryEntry> entry() throws IOException {
        return checks.run(() -> DirectoryEntry.at(settings.path().file()));
    }

    /** Returns the reason why the name cannot be published again for now, or an empty string. Does not block. */
    public String obstacle() {
        return monitor.obstacle();
    }

    /** Returns the number of times the name was lost or taken by a foreign file. Does not block. */
    public long losses() {
        return monitor.losses();
    }

    /**
     * Gives up the path, to a standby or to no process. A standby replaces the name so that no connect fails; without
     * one, the name is removed if it is still this owner's. Connections stay open, and clients in the backlog are still
     * served. A standby of this owner stops waiting. Blocks for seven seconds at most; if the file system does not
     * answer by then, the name stays, and the next start replaces it. A second call has no effect.
     */
    public void withdraw() {
        publication.become(Role.DRAINING);
        standby.stop();
        monitor.stop();
        if (withdrawn.getAndSet(true)) {
            return;
        }
        try {
            withdrawals.run(Executors.callable(publication::withdraw));
        } catch (IOException e) {
            settings.report(
                    PathEvent.Kind.NOT_WITHDRAWN,
                    "Cannot withdraw " + settings.path() + ": " + IoMessages.of(e) + "; the next start replaces it");
        }
    }

    /**
     * Removes the name at once if it is still this owner's, without a hand-over. Returns whether the name is removed or
     * not this owner's. Waits for no lock, so a watchdog can call it while another method is stuck.
     */
    public boolean removeName() {
        return publication.removeName();
    }

    /**
     * Waits until every listener was idle for 100 milliseconds. After the limit, reading from the remaining connections
     * is stopped, and they get half a second to close. Blocks for the limit and one second at most.
     *
     * @return whether all connections had closed within the limit
     */
    public boolean drain(Duration limit) {
        return publication.drain(settings.ticker().nanos() + limit.toNanos());
    }

    /**
     * Withdraws the path if it is not withdrawn yet, closes the listeners and releases the path. Blocks for nine
     * seconds at most.
     */
    @Override
    public void close() {
        withdraw();
        publication.close();
        checks.close();
        withdrawals.close();
    }
}
