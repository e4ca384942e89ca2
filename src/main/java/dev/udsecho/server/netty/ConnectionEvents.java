package dev.udsecho.server.netty;

import io.vertx.core.buffer.Buffer;

/** Who answers on one connection, and is told what becomes of it. Called on its event loop only. */
public interface ConnectionEvents {
    /**
     * Answers one read.
     *
     * @param received is read into again after the answer was written
     * @return what to write, which may be the same buffer
     */
    Buffer answer(Buffer received);

    /** So many bytes of the answers were taken by the kernel. */
    void sent(long bytes);

    /** The connection is about to be closed, since it could not be answered. */
    void failed();

    /** The connection has ended. */
    void closed();
}
