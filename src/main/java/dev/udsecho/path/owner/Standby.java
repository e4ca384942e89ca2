package dev.udsecho.path.owner;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.path.PublishTarget;
import dev.udsecho.path.SocketLock;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.owner.PathEvent.Kind;
import dev.udsecho.text.Durations;
import dev.udsecho.time.DaemonThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Waits for the path of a live owner on its own thread: takes the next-in-line range of the lock, binds a listener
 * under a staged name, and takes over the path when the owner leaves it or dies.
 */
final class Standby {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

    /** A dead owner's lock is released before its socket stops accepting; the standby tolerates that for this long. */
    private static final Duration OWNER_DEATH_GRACE = Duration.ofSeconds(2);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(1);

    private final Settings settings;
    private final ListenerFactory factory;
    private final Publication publication;
    private final SocketPath path;
    private Optional<Thread> thread = Optional.empty();
    private long deadline;
    private volatile boolean stopped;

    Standby(Settings settings, ListenerFactory factory, Publication publication) {
        this.settings = settings;
        this.factory = factory;
        this.publication = publication;
        this.path = settings.path();
    }

    /**
     * Returns whether a refusal is worth waiting for: another process owns the path, and may leave it within the
     * standby time.
     */
    boolean canWaitFor(SocketPathException refused) {
        return !settings.standby().isZero() && (refused.reason() == Cause.IN_USE || refused.reason() == Cause.LOCKED);
    }

    /**
     * Starts to wait, and returns at once. This process is next in line then, unless another is, and an owner that
     * leaves from now on waits for it.
     *
     * @param succeeded is called when the path is published
     * @throws SocketPathException if the lock file cannot be created or opened
     */
    void start(Runnable succeeded) throws SocketPathException {
        deadline = settings.ticker().nanos() + settings.standby().toNanos();
        publication.become(Role.STANDBY);
        settings.report(
                Kind.STANDBY, "Standing by for " + path + ", for at most " + Durations.print(settings.standby()));
        Optional<SocketLock> lock = SocketLock.tryJoinQueue(path, settings.permissions());
        thread = Optional.of(DaemonThreads.start("path-standby", () -> run(lock, succeeded)));
    }

    /**
     * Stops the wait. Returns when the thread has ended, or after {@link #STOP_TIMEOUT}, since the thread may be stuck.
     */
    void stop() {
        stopped = true;
        try {
            if (thread.isPresent() && thread.get() != Thread.currentThread()) {
                thread.get().join(STOP_TIMEOUT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Optional<SocketLock> inLine, Runnable succeeded) {
        try {
            Optional<SocketLock> lock = inLine;
            while (lock.isEmpty() || !take(lock.get())) {
                if (lock.isEmpty()) {
                    pauseOrFail();
                }
                lock = SocketLock.tryJoinQueue(path, settings.permissions());
            }
            succeeded.run();
        } catch (CancellationException e) {
            settings.report(Kind.STANDBY_ENDED, "No longer standing by for " + path);
        } catch (SocketPathException | IOException | RuntimeException e) {
            String sentence = "No longer standing by for " + path + ": " + e.getMessage();
            settings.events().accept(new PathEvent(Kind.STANDBY_FAILED, path, sentence, Optional.of(e)));
        }
    }

    /** Waits for the owner's range, and takes the path. False if the lock file lost its name meanwhile. */
    private boolean take(SocketLock lock) throws SocketPathException, IOException {
        Optional<UnpublishedListener> candidate = Optional.empty();
        boolean taken = false;
        try {
            PublishTarget.requireReplaceable(path, ProcessContext.current());
            candidate = Optional.of(UnpublishedListener.bind(path, factory));
            if (acquireOwnership(lock)) {
                takeOver(lock, candidate.get());
                taken = true;
            }
            return taken;
        } finally {
            if (!taken) {
                try (lock) {
                    candidate.ifPresent(UnpublishedListener::close);
                }
            }
        }
    }

    private boolean acquireOwnership(SocketLock lock) throws SocketPathException, IOException {
        while (!lock.tryAcquireOwnership()) {
            if (lock.isReplaced()) {
                return false;
            }
            pauseOrFail();
        }
        return lock.stillLinked() || lock.isHandedOver();
    }

    private void takeOver(SocketLock lock, UnpublishedListener candidate) throws SocketPathException, IOException {
        long dead = settings.ticker().nanos() + OWNER_DEATH_GRACE.toNanos();
        if (dead - deadline > 0) {
            deadline = dead;
        }
        while (true) {
            try {
                publication.takeOver(lock, candidate);
                return;
            } catch (SocketPathException e) {
                if (e.reason() != Cause.IN_USE) {
                    throw e;
                }
                pauseOrFail();
            }
        }
    }

    private void pauseOrFail() throws SocketPathException {
        if (stopped) {
            throw new CancellationException();
        }
        if (settings.ticker().nanos() - deadline >= 0) {
            throw SocketLock.heldException(path, " after " + Durations.print(settings.standby()) + " of waiting");
        }
        settings.ticker().pause(POLL_INTERVAL);
    }
}
