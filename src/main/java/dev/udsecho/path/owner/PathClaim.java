package dev.udsecho.path.owner;

import dev.udsecho.os.IoMessages;
import dev.udsecho.path.Leftovers;
import dev.udsecho.path.PublishedSocket;
import dev.udsecho.path.SocketLock;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.owner.PathEvent.Kind;
import dev.udsecho.text.Printable;
import java.io.IOException;
import java.util.Optional;

/** The lock on a path, from its claim until its release. */
final class PathClaim {
    private final Settings settings;
    private final SocketPath path;
    private Optional<SocketLock> lock = Optional.empty();
    private String obstacle = "";

    PathClaim(Settings settings) {
        this.settings = settings;
        this.path = settings.path();
    }

    /**
     * Locks the path, and removes what killed starts left there.
     *
     * @throws SocketPathException if another process holds the lock, or it cannot be taken
     */
    void acquire() throws SocketPathException {
        lock = Optional.of(SocketLock.claim(path, settings.permissions()));
        Leftovers.remove(path);
    }

    /** Claims the path again if the lock file has lost its name, and returns whether it had. */
    boolean renew() throws SocketPathException, IOException {
        SocketLock nameless = lock.orElseThrow();
        if (nameless.stillLinked()) {
            return false;
        }
        acquire();
        nameless.close();
        return true;
    }

    /**
     * Renews the lock if its file has lost its name. Reports the renewal, and each new reason why it is not possible.
     */
    void maintain() throws IOException {
        try {
            if (lock.isPresent() && renew()) {
                releaseNextInLine();
                obstacle = "";
                settings.report(
                        Kind.LOCK_RENEWED, "Created the lock file " + lockFile() + " again: it had been deleted");
            }
        } catch (SocketPathException e) {
            if (!e.getMessage().equals(obstacle)) {
                obstacle = e.getMessage();
                settings.report(Kind.LOCK_LOST, "The lock file " + lockFile() + " was deleted: " + obstacle);
            }
        }
    }

    private String lockFile() {
        return Printable.text(path.lockFile().toString());
    }

    /** Adopts the lock that a standby has waited for. */
    void adopt(SocketLock claimed) {
        lock = Optional.of(claimed);
    }

    /**
     * Lets another process wait for the path, now that it is published. Removes leftovers first if no process waits,
     * since none can be staging then.
     */
    void releaseNextInLine() throws IOException {
        if (!lock.orElseThrow().hasWaiter()) {
            Leftovers.remove(path);
        }
        lock.get().releaseNextInLine();
    }

    /**
     * Gives up the name, to a standby or to no process. A name that cannot be removed stays: the next start replaces
     * it.
     */
    void giveUp(PublishedSocket socket) {
        try {
            settings.report(Kind.WITHDRAWN, new HandOver(path, socket, lock.orElseThrow(), settings.ticker()).giveUp());
        } catch (IOException e) {
            settings.report(
                    Kind.NOT_WITHDRAWN,
                    "Cannot withdraw " + path + ": " + IoMessages.of(e) + "; the next start replaces it");
        }
    }

    /** Releases the path, for the next process to claim. */
    void release() {
        Optional<SocketLock> held = lock;
        lock = Optional.empty();
        try {
            if (held.isPresent()) {
                held.get().close();
            }
        } catch (IOException e) {
            settings.report(Kind.NOT_WITHDRAWN, "Cannot release the lock of " + path + ": " + IoMessages.of(e));
        }
    }
}
