package dev.udsecho.path.owner;

import dev.udsecho.path.PathState;
import dev.udsecho.path.PublishedSocket;
import dev.udsecho.path.SocketLock;
import dev.udsecho.path.SocketPath;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.time.Duration;

/**
 * How an owner leaves its path: if nobody waits for it, the name is removed. Else the successor gets the lock and puts its
 * socket in the place of ours, which accepts until then: no connect fails.
 *
 * @param path the path
 * @param file what has the name
 * @param lock the owner's
 * @param ticker the clock of the wait
 */
record HandOver(SocketPath path, PublishedSocket file, SocketLock lock, Ticker ticker) {
    /** How long a successor may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(2);

    /** Leaves, and tells how that went, in words. */
    String leave() throws IOException {
        if (lock.isAwaited() && !lock.isReplaced() && file.state() == PathState.OURS) {
            long deadline = ticker.nanos() + PATIENCE.toNanos();
            while (!lock.handOver() && ticker.nanos() - deadline < 0) {
                ticker.pause(LOOK);
            }
            if (isTakenOver(deadline)) {
                return "Handed " + path + " over to the next in line";
            }
            lock.takeBack();
        }
        return (file.withdraw() ? "Withdrew " : "Nothing to withdraw, the name is not ours any more: ") + path;
    }

    /** Whether the name came to lead elsewhere before the time was over, or the successor was. */
    private boolean isTakenOver(long deadline) throws IOException {
        while (file.state() == PathState.OURS) {
            if (ticker.nanos() - deadline >= 0 || !lock.isAwaited()) {
                return file.state() != PathState.OURS;
            }
            ticker.pause(LOOK);
        }
        return true;
    }
}
