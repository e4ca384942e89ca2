package dev.udsecho.echo;

import io.vertx.core.buffer.Buffer;

/**
 * What the service answers: every buffer that a client sends passes through here, in the order it was read. A buffer is
 * whatever one read brought, not a message: a client's line may come in two, and two of its lines in one.
 */
public interface Echo {
    /**
     * Answers one read. Runs on an event loop, so it must not block.
     *
     * @param received one or more bytes, which may be changed and returned. The next read goes into the same memory: to keep
     *     them for later, {@link Buffer#copy()}
     * @return the bytes to send back: written without another copy if they are the buffer received
     */
    Buffer answer(Buffer received);
}
