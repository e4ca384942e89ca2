package dev.udsecho.server.netty;

import io.vertx.core.buffer.Buffer;

/** Answers the reads of one connection, and receives its events. Called on its event loop only. */
public interface ConnectionEvents {
    /**
     * Answers one read.
     *
     * @param received the bytes of the read; the buffer is used for the next read once the answer was written
     * @return the buffer to write, which may be the same one
     */
    Buffer answer(Buffer received);

    /** Receives the number of bytes of the answers that the kernel has taken. */
    void sent(long bytes);

    /** Reports that the connection will be closed, because a read could not be answered. */
    void failed();

    /** Reports that the connection has ended. */
    void closed();
}
