package dev.udsecho.path.owner;

import java.io.IOException;
import java.nio.file.Path;

/** Binds a server to the name it is given. It is called again when the published name was lost. */
@FunctionalInterface
public interface ListenerFactory {
    /**
     * Binds and listens, and returns when a connect is accepted. Runs on the thread that starts the owner, or on one of the
     * owner's own, and may block; nothing else is waited for meanwhile, so it needs a time limit of its own.
     *
     * @param stagedName a free name in a private directory, of 106 bytes at most; the owner gives the socket its permissions and
     *     its final name, which no client can connect to before
     * @throws IOException if it cannot be bound; the owner maps the error number in its message (errno(3)) to a cause
     */
    BoundListener bind(Path stagedName) throws IOException;
}
