package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.StagingDirectory;
import dev.udsecho.time.Ticker;
import io.vertx.core.Vertx;

/**
 * A listener under a name of its own, on its way to the final one.
 *
 * @param staged where it is bound
 * @param listener accepts there
 */
record UnpublishedListener(StagingDirectory staged, Listener listener) {
    /**
     * Binds and listens. Blocks, so it must not be called on an event loop.
     *
     * @throws SocketPathException if there is no room for it beside the path, or the kernel refuses
     */
    static UnpublishedListener listen(Vertx vertx, EchoConfig config, Connections connections, Ticker ticker)
            throws SocketPathException {
        StagingDirectory staged = StagingDirectory.prepare(config.socket().path());
        try {
            return new UnpublishedListener(staged, Listener.open(vertx, staged, config, connections, ticker));
        } catch (SocketPathException | RuntimeException e) {
            staged.discard();
            throw e;
        }
    }

    /** Ends one that did not get the name. */
    void close() {
        staged.discard();
        listener.close();
    }
}
