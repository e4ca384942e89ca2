package dev.udsecho.path.owner;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A server that listens on a socket of its own. The methods may be called on any thread, and two at once; each must return
 * within some seconds whatever its clients do.
 */
public interface BoundListener extends AutoCloseable {
    /**
     * Returns whether it may be closed without loss: no client waits in its queue, and no connection is open. A server that
     * accepts at once need not know its queue: the owner closes it only when it was idle for 100 milliseconds.
     */
    boolean isIdle();

    /** Stops reading from all open connections, and answers what has come. Returns at once. */
    default void finish() {}

    /**
     * Returns whether a connect through a name comes to this listener. On some file systems a second name of a socket leads
     * nowhere. By default it connects, without waiting, and closes: the server sees a client that sends nothing.
     *
     * @throws IOException if that could not be tried
     */
    default boolean isReachedBy(Path name) throws IOException {
        return ConnectProof.isAccepted(name);
    }

    /** Closes the listening socket and every connection that is left. */
    @Override
    void close();
}
