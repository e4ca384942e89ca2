package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.socket.PathRefused;
import dev.udsecho.socket.StagedSocket;
import io.vertx.core.Vertx;

/**
 * A listener under a name of its own, on its way to the final one.
 *
 * @param staged where it is bound
 * @param listener accepts there
 */
record Candidate(StagedSocket staged, Listener listener) {
    /**
     * Binds and listens. Blocks, so it must not be called on an event loop.
     *
     * @throws PathRefused if there is no room for it beside the path, or the kernel refuses
     */
    static Candidate listen(Vertx vertx, EchoConfig config, Connections connections, Ticker ticker) throws PathRefused {
        StagedSocket staged = StagedSocket.prepare(config.socket().path());
        try {
            return new Candidate(staged, Listener.open(vertx, staged, config, connections, ticker));
        } catch (PathRefused | RuntimeException e) {
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
