package dev.udsecho.server;

import dev.udsecho.logging.LogEvent;
import dev.udsecho.os.IoMessages;
import dev.udsecho.path.Leftovers;
import dev.udsecho.path.PublishedSocket;
import dev.udsecho.path.SocketLock;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.SocketPermissions;
import dev.udsecho.text.Printable;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The lock on a path, from its claim until it is let go. */
final class PathClaim {
    private static final Logger LOG = Logger.getLogger(PathClaim.class);

    private final SocketPath path;
    private final SocketPermissions permission;
    private final Ticker ticker;
    private Optional<SocketLock> lock = Optional.empty();
    private String obstacle = "";

    /** No lock yet. */
    PathClaim(SocketPath path, SocketPermissions permission, Ticker ticker) {
        this.path = path;
        this.permission = permission;
        this.ticker = ticker;
    }

    /**
     * Claims the path, and removes what killed starts left there.
     *
     * @throws SocketPathException if another process has it, or it cannot be had
     */
    void claim() throws SocketPathException {
        lock = Optional.of(SocketLock.claim(path, permission));
        Leftovers.remove(path);
    }

    /** Claims the path again if the lock file has lost its name, and returns whether that was the case. */
    boolean renew() throws SocketPathException, IOException {
        SocketLock nameless = lock.orElseThrow();
        if (nameless.isStanding()) {
            return false;
        }
        claim();
        nameless.close();
        return true;
    }

    /** Renews the lock while the socket has its name. Logs a line if it was renewed, and one for each new reason why it can't be. */
    void keep() throws IOException {
        try {
            if (lock.isPresent() && renew()) {
                settle();
                obstacle = "";
                line("lock-renewed", "Made " + path.lockFile() + " anew: somebody had taken it away");
            }
        } catch (SocketPathException e) {
            if (!e.getMessage().equals(obstacle)) {
                obstacle = e.getMessage();
                line("lock-lost", "Somebody took " + path.lockFile() + " away, and it is not to be had: " + obstacle);
            }
        }
    }

    private void line(String event, String sentence) {
        new LogEvent(event, Printable.text(sentence)).about("path", path).log(LOG, Logger.Level.WARN);
    }

    /** Takes the lock that a successor has waited for. */
    void adopt(SocketLock claimed) {
        lock = Optional.of(claimed);
    }

    /** Lets somebody wait for the path, now that it is published. While nobody does, nobody else can be staging. */
    void settle() throws IOException {
        if (!lock.orElseThrow().isAwaited()) {
            Leftovers.remove(path);
        }
        lock.get().settle();
    }

    /** Gives the name up, to a successor or to nobody. One that cannot be removed is left: the next start replaces it. */
    void leave(PublishedSocket file) {
        try {
            new LogEvent("withdrawn", new HandOver(path, file, lock.orElseThrow(), ticker).leave())
                    .about("path", path)
                    .log(LOG, Logger.Level.INFO);
        } catch (IOException e) {
            LOG.warnf("Cannot withdraw %s: %s; the next start replaces it", path, IoMessages.of(e));
        }
    }

    /** Lets the path go, for the next process to claim. */
    void letGo() {
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (IOException e) {
            LOG.warnf("Cannot let go the lock of %s: %s", path, IoMessages.of(e));
        } finally {
            lock = Optional.empty();
        }
    }
}
