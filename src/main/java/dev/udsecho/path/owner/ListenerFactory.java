package dev.udsecho.path.owner;

import java.io.IOException;
import java.nio.file.Path;

/** Binds a server to a given name. The factory is called again when the published name is lost. */
@FunctionalInterface
public interface ListenerFactory {
    /**
     * Binds and listens, and returns once the listener accepts connections. Runs on the thread that starts the owner or
     * on a thread of the owner, and may block. No other limit applies meanwhile, so the factory needs its own timeout.
     *
     * @param stagedName a free name in a private directory, of 106 bytes at most; the owner applies the permissions and
     *     the final name, and no client can connect before
     * @throws IOException if the name cannot be bound; the owner maps the error number in the message (errno(3)) to a
     *     cause
     */
    BoundListener bind(Path stagedName) throws IOException;
}
