package dev.udsecho.path.owner;

import dev.udsecho.path.PathState;
import dev.udsecho.path.PublishTarget;
import dev.udsecho.path.PublishedSocket;
import dev.udsecho.path.SocketIdentity;
import dev.udsecho.path.SocketLock;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.util.Optional;

/**
 * The listener and the name that clients connect to. When the name is lost, a new listener takes it; the former
 * listener serves its open connections until it is idle. Methods that change the state may block.
 */
final class Publication {
    private final Settings settings;
    private final SocketPath path;
    private final ListenerFactory factory;
    private final Listeners listeners;
    private final PathClaim claim;
    private final ChangeLock changes = new ChangeLock();
    private volatile Optional<PublishedSocket> socket = Optional.empty();
    private volatile Role role = Role.STARTING;

    Publication(Settings settings, ListenerFactory factory) {
        this.settings = settings;
        this.path = settings.path();
        this.factory = factory;
        this.listeners = new Listeners(settings.ticker());
        this.claim = new PathClaim(settings);
    }

    /**
     * Claims the path. No other process can claim it until it is withdrawn.
     *
     * @throws SocketPathException if another process holds the lock, or it cannot be taken
     */
    void claim() throws SocketPathException, IOException {
        changes.run(claim::acquire);
    }

    /**
     * Binds a listener, applies the permissions to its socket and then gives it the final name.
     *
     * @throws SocketPathException if a file is there that is not a stale socket, or the name cannot be taken
     */
    void publish() throws SocketPathException, IOException {
        changes.run(this::bindAndPublish);
    }

    private void bindAndPublish() throws SocketPathException, IOException {
        PublishTarget.findStale(path)
                .ifPresent(found -> settings.report(
                        PathEvent.Kind.REPLACING,
                        "Replacing the stale socket at " + path + " (" + found.access() + ")"));
        UnpublishedListener candidate = UnpublishedListener.bind(path, factory);
        try {
            if (role == Role.DRAINING) {
                throw new IOException("the service is shutting down");
            }
            publish(candidate, PublishTarget::findStale);
        } catch (Throwable e) {
            candidate.close();
            throw e;
        }
    }

    /**
     * Takes over the path from an owner that has left it or is about to.
     *
     * @param claimed the lock on the path
     * @throws SocketPathException if a file has the name that is neither that owner's socket nor a stale one
     */
    void takeOver(SocketLock claimed, UnpublishedListener candidate) throws SocketPathException, IOException {
        changes.run(() -> {
            PublishTarget.Check check = claimed.isHandedOver() ? PublishTarget::findSocket : PublishTarget::findStale;
            claim.adopt(claimed);
            publish(candidate, check);
        });
    }

    private void publish(UnpublishedListener candidate, PublishTarget.Check check)
            throws SocketPathException, IOException {
        PublishedSocket published = PublishedSocket.publish(
                candidate.staged(), settings.permissions(), check, candidate.listener()::isReachedBy);
        socket = Optional.of(published);
        listeners.add(candidate.listener(), published);
        candidate.staged().discard();
        role = Role.OWNER;
        claim.releaseNextInLine();
    }

    /**
     * Publishes a new listener if the name is missing, or leads to a socket that this process published earlier and has
     * closed since. Claims the path again first if the lock file is missing too. A listener that is still open gets its
     * name back.
     *
     * @throws SocketPathException if another process has taken the path, or it cannot be claimed
     */
    void heal() throws SocketPathException, IOException {
        changes.run(() -> {
            PathState found = state();
            if (found == PathState.MISSING || found == PathState.FOREIGN && wasPublished()) {
                restoreOrPublish();
            }
        });
    }

    private boolean wasPublished() throws IOException {
        return SocketIdentity.at(path.file()).filter(listeners::wasPublished).isPresent();
    }

    private void restoreOrPublish() throws SocketPathException, IOException {
        claim.renew();
        Optional<PublishedSocket> restored = listeners.restored();
        if (restored.isPresent()) {
            socket = restored;
            claim.releaseNextInLine();
        } else {
            bindAndPublish();
        }
    }

    /** Ensures that the lock file still has its name; without it another process could claim the path. */
    void maintainLock() throws SocketPathException, IOException {
        changes.run(claim::maintain);
    }

    /** Closes the listeners that have lost their name and are idle. */
    void closeIdle() throws SocketPathException, IOException {
        changes.run(listeners::closeIdle);
    }

    /** Returns what the name leads to now. Blocks while the file system does not answer. */
    PathState state() throws IOException {
        Optional<PublishedSocket> published = socket;
        return published.isPresent() ? published.get().state() : PathState.WITHDRAWN;
    }

    Role role() {
        return role;
    }

    /**
     * Sets the role. As {@link Role#STANDBY}, this process waits for another owner's path; as {@link Role#DRAINING}, it
     * publishes nothing from now on.
     */
    void become(Role next) {
        role = next;
    }

    /**
     * Gives up the name if it is still this owner's, to a standby or to no process, so that no client reaches this
     * process any more. Waits for a running change for a second at most, and only removes the name after that.
     */
    void withdraw() {
        role = Role.DRAINING;
        changes.runOr(
                () -> {
                    socket.ifPresent(claim::giveUp);
                    socket = Optional.empty();
                    claim.release();
                },
                this::removeName);
    }

    /**
     * Removes the name at once if it is still this owner's. Returns whether the name is removed or not this owner's.
     * Waits for no lock.
     */
    boolean removeName() {
        try {
            Optional<PublishedSocket> published = socket;
            if (published.isPresent()) {
                published.get().withdraw();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Serves the clients that have connected already until {@link Ticker#nanos} reaches the deadline. */
    boolean drain(long deadline) {
        return listeners.drain(deadline);
    }

    /** Closes the listeners and all connections, then releases the path. Waits as {@link #withdraw} does. */
    void close() {
        listeners.close();
        changes.runOr(claim::release, this::removeName);
    }
}
