package dev.udsecho.path.owner;

import dev.udsecho.os.ListenerProbe;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A server that listens on its own socket. The methods may be called on any thread, also concurrently. Each must return
 * within a few seconds, whatever the clients do.
 */
public interface BoundListener extends AutoCloseable {
    /**
     * Returns whether the listener can be closed without loss: no client waits in its backlog, and no connection is
     * open. A server that accepts at once need not know its backlog, since the owner closes it only after it was idle
     * for 100 milliseconds.
     */
    boolean isIdle();

    /** Stops reading from all open connections, and answers what was received. Returns at once. */
    default void finish() {}

    /**
     * Returns whether a connect through a name reaches this listener. On some file systems a second name of a socket
     * leads to no listener. The default implementation connects without waiting and closes the connection; the server
     * accepts a client that sends nothing.
     *
     * @throws IOException if the connect could not be tried
     */
    default boolean isReachedBy(Path name) throws IOException {
        return ListenerProbe.isAccepted(name, () -> true);
    }

    /** Closes the listening socket and all remaining connections. */
    @Override
    void close();
}
