package dev.udsecho.client;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The bytes that were sent and have not come back yet, for comparison with the response. Holds at most {@value
 * #MAX_BYTES} bytes and one chunk, as sending stops while it is full.
 */
final class ExpectedBytes {
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Deque<ByteBuffer> expected = new ArrayDeque<>();
    private long bytes;

    /** Adds a chunk that is being sent. */
    void add(ByteBuffer chunk) {
        expected.add(chunk.duplicate());
        bytes += chunk.remaining();
    }

    /** Returns whether sending must wait until more has come back. */
    boolean isFull() {
        return bytes > MAX_BYTES;
    }

    /**
     * Compares the received bytes with the expected ones and removes those that are equal.
     *
     * @return the number of equal bytes; fewer than were received if the next byte differs or was never sent
     */
    int match(ByteBuffer received) {
        int same = 0;
        while (received.hasRemaining() && !expected.isEmpty()) {
            ByteBuffer head = expected.getFirst();
            int length = Math.min(head.remaining(), received.remaining());
            int difference = head.slice(head.position(), length).mismatch(received.slice(received.position(), length));
            int equal = difference < 0 ? length : difference;
            head.position(head.position() + equal);
            received.position(received.position() + equal);
            same += equal;
            bytes -= equal;
            if (difference >= 0) {
                return same;
            }
            if (!head.hasRemaining()) {
                expected.removeFirst();
            }
        }
        return same;
    }
}
