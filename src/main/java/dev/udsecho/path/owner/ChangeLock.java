package dev.udsecho.path.owner;

import dev.udsecho.path.SocketPathException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes one change of a path at a time. A change may be stuck in a file system, so the shutdown waits for it only for a
 * limited time. For any thread that may block.
 */
final class ChangeLock {
    /** Maximum time that the shutdown waits for a running change; it continues without it after that. */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Lock lock = new ReentrantLock();

    /** A change, which may block. */
    interface Change {
        void make() throws SocketPathException, IOException;
    }

    /** Makes a change once no other is running. */
    void run(Change change) throws SocketPathException, IOException {
        lock.lock();
        try {
            change.make();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs an action once no change is running.
     *
     * @param otherwise runs in place of the action if a change is still running after {@link #TIMEOUT}
     */
    void runOr(Runnable action, Runnable otherwise) {
        boolean locked = false;
        try {
            locked = lock.tryLock(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
            (locked ? action : otherwise).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
    }
}
