package dev.udsecho.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A source of the bytes that an exchange sends, one chunk at a time. */
public interface ByteSource {
    /**
     * Returns the next bytes, or empty if there are none at the moment.
     *
     * @throws IOException if the source itself fails
     */
    Optional<ByteBuffer> poll() throws IOException;

    /** Returns whether the source has no more bytes, now or later, than {@link #poll} has returned. */
    boolean isExhausted();

    /**
     * Registers what to call, from any thread, when there may be more bytes. Called once, before the first {@link
     * #poll}.
     */
    void onBytesAvailable(Runnable wakeUp);

    /** Returns a source that supplies the whole array in one chunk. */
    static ByteSource of(byte[] bytes) {
        return new ByteSource() {
            private Optional<ByteBuffer> remaining =
                    Optional.of(ByteBuffer.wrap(bytes)).filter(ByteBuffer::hasRemaining);

            @Override
            public Optional<ByteBuffer> poll() {
                Optional<ByteBuffer> next = remaining;
                remaining = Optional.empty();
                return next;
            }

            @Override
            public boolean isExhausted() {
                return remaining.isEmpty();
            }

            @Override
            public void onBytesAvailable(Runnable wakeUp) {}
        };
    }
}
