package dev.udsecho.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What an exchange sends, a chunk at a time. */
public interface ByteSource {
    /**
     * The next bytes, or empty if there are none at the moment.
     *
     * @throws IOException if the source itself fails
     */
    Optional<ByteBuffer> poll() throws IOException;

    /** Whether nothing will ever come after what {@link #poll} gave. */
    boolean isExhausted();

    /** Names what to call, from any thread, when there may be more. Called once, before the first {@link #poll}. */
    void onArrival(Runnable wakeUp);

    /** All of it at once. */
    static ByteSource of(byte[] bytes) {
        return new ByteSource() {
            private Optional<ByteBuffer> left =
                    Optional.of(ByteBuffer.wrap(bytes)).filter(ByteBuffer::hasRemaining);

            @Override
            public Optional<ByteBuffer> poll() {
                Optional<ByteBuffer> next = left;
                left = Optional.empty();
                return next;
            }

            @Override
            public boolean isExhausted() {
                return left.isEmpty();
            }

            @Override
            public void onArrival(Runnable wakeUp) {}
        };
    }
}
