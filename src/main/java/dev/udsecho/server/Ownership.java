package dev.udsecho.server;

import dev.udsecho.diagnosis.Printable;
import dev.udsecho.diagnosis.Reason;
import dev.udsecho.socket.Leftovers;
import dev.udsecho.socket.PathRefused;
import dev.udsecho.socket.Permission;
import dev.udsecho.socket.SocketFile;
import dev.udsecho.socket.SocketLock;
import dev.udsecho.socket.SocketPath;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The lock on a path, from its claim until it is let go. */
final class Ownership {
    private static final Logger LOG = Logger.getLogger(Ownership.class);

    private final SocketPath path;
    private final Permission permission;
    private final Ticker ticker;
    private Optional<SocketLock> lock = Optional.empty();
    private String obstacle = "";

    /** No lock yet. */
    Ownership(SocketPath path, Permission permission, Ticker ticker) {
        this.path = path;
        this.permission = permission;
        this.ticker = ticker;
    }

    /**
     * Claims the path, and removes what killed starts left there.
     *
     * @throws PathRefused if another process has it, or it cannot be had
     */
    void claim() throws PathRefused {
        lock = Optional.of(SocketLock.claim(path, permission));
        Leftovers.remove(path);
    }

    /** Claims the path again if the lock file has lost its name, and returns whether that was the case. */
    boolean renew() throws PathRefused, IOException {
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
        } catch (PathRefused e) {
            if (!e.getMessage().equals(obstacle)) {
                obstacle = e.getMessage();
                line("lock-lost", "Somebody took " + path.lockFile() + " away, and it is not to be had: " + obstacle);
            }
        }
    }

    private void line(String event, String sentence) {
        new LogLine(event, Printable.text(sentence)).about("path", path).log(LOG, Logger.Level.WARN);
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
    void leave(SocketFile file) {
        try {
            new LogLine("withdrawn", new Departure(path, file, lock.orElseThrow(), ticker).leave())
                    .about("path", path)
                    .log(LOG, Logger.Level.INFO);
        } catch (IOException e) {
            LOG.warnf("Cannot withdraw %s: %s; the next start replaces it", path, Reason.of(e));
        }
    }

    /** Lets the path go, for the next process to claim. */
    void letGo() {
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (IOException e) {
            LOG.warnf("Cannot let go the lock of %s: %s", path, Reason.of(e));
        } finally {
            lock = Optional.empty();
        }
    }
}
