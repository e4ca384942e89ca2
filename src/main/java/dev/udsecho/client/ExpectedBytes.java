package dev.udsecho.client;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was sent and has not come back yet, to compare the answer with: at most {@value #MAX_BYTES} bytes and a chunk, as
 * sending stops while it is full.
 */
final class ExpectedBytes {
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Deque<ByteBuffer> expected = new ArrayDeque<>();
    private long bytes;

    void sent(ByteBuffer chunk) {
        expected.add(chunk.duplicate());
        bytes += chunk.remaining();
    }

    boolean isFull() {
        return bytes > MAX_BYTES;
    }

    /**
     * Compares what came with what must come, and forgets what is the same.
     *
     * @return how many bytes are the same; fewer than came if the next one differs, or was never sent
     */
    int match(ByteBuffer came) {
        int same = 0;
        while (came.hasRemaining() && !expected.isEmpty()) {
            ByteBuffer head = expected.getFirst();
            int length = Math.min(head.remaining(), came.remaining());
            int difference = head.slice(head.position(), length).mismatch(came.slice(came.position(), length));
            int equal = difference < 0 ? length : difference;
            head.position(head.position() + equal);
            came.position(came.position() + equal);
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
