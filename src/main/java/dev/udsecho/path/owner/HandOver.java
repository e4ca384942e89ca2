package dev.udsecho.path.owner;

import dev.udsecho.path.PathState;
import dev.udsecho.path.PublishedSocket;
import dev.udsecho.path.SocketLock;
import dev.udsecho.path.SocketPath;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.time.Duration;

/**
 * Gives up the path of an owner. If no process waits for it, the name is removed. Otherwise the successor gets the lock
 * and replaces the owner's socket, which accepts until then, so no connect fails.
 *
 * @param path the path
 * @param file the published socket
 * @param lock the owner's lock
 * @param ticker the clock of the wait
 */
record HandOver(SocketPath path, PublishedSocket file, SocketLock lock, Ticker ticker) {
    /** Maximum time for a successor to take the name. */
    private static final Duration TAKEOVER_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(2);

    /** Gives up the path, and returns the result in words. */
    String giveUp() throws IOException {
        if (lock.hasWaiter() && !lock.isReplaced() && file.state() == PathState.OURS) {
            long deadline = ticker.nanos() + TAKEOVER_TIMEOUT.toNanos();
            while (!lock.handOver() && ticker.nanos() - deadline < 0) {
                ticker.pause(POLL_INTERVAL);
            }
            if (isTakenOver(deadline)) {
                return "Handed " + path + " over to the next in line";
            }
            lock.tryTakeBack();
        }
        return (file.withdraw() ? "Withdrew " : "Nothing to withdraw, the name is not ours any more: ") + path;
    }

    /**
     * Returns whether the name came to lead elsewhere before the deadline, and before the successor stopped waiting.
     */
    private boolean isTakenOver(long deadline) throws IOException {
        while (file.state() == PathState.OURS) {
            if (ticker.nanos() - deadline >= 0 || !lock.hasWaiter()) {
                return file.state() != PathState.OURS;
            }
            ticker.pause(POLL_INTERVAL);
        }
        return true;
    }
}
