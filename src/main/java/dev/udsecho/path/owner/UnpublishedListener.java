package dev.udsecho.path.owner;

import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.StagingDirectory;
import java.io.IOException;

/**
 * A listener under its staged name, before it gets the final name.
 *
 * @param staged the directory where it is bound
 * @param listener the listener that accepts there
 */
record UnpublishedListener(StagingDirectory staged, BoundListener listener) {
    /**
     * Binds a listener beside the path. Blocks as the factory does.
     *
     * @throws SocketPathException if the staging directory cannot be created, or the factory fails
     */
    static UnpublishedListener bind(SocketPath path, ListenerFactory factory) throws SocketPathException {
        StagingDirectory staged = StagingDirectory.create(path);
        try {
            return new UnpublishedListener(staged, factory.bind(staged.bindName()));
        } catch (IOException e) {
            staged.discard();
            throw staged.refusedBind(e);
        } catch (Throwable e) {
            staged.discard();
            throw e;
        }
    }

    /** Closes a listener that did not get the final name. */
    void close() {
        staged.discard();
        listener.close();
    }
}
