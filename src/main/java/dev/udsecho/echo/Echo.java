package dev.udsecho.echo;

import io.vertx.core.buffer.Buffer;

/**
 * Answers the bytes that clients send: the service calls it once for each read, in the order of the reads. A buffer is
 * what one read returned, not a message: a client's line may come in two buffers, and two of its lines in one.
 */
public interface Echo {
    /**
     * Returns the answer to one read. Runs on an event loop, so it must not block.
     *
     * @param received one or more bytes, which may be changed and returned. The next read uses the same memory:
     *     {@link Buffer#copy()} keeps them for later
     * @return the bytes to send back: written without another copy if they are the buffer received
     */
    Buffer answer(Buffer received);
}
