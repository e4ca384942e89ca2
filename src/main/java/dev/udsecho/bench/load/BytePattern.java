package dev.udsecho.bench.load;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * The bytes that are sent: {@value #PERIOD} random bytes, repeated, with a different start offset for each connection.
 * A byte of another connection, and a block that is lost or repeated, differs from the pattern at its place, whatever
 * the block's length, unless the length is a multiple of the period, which is a prime. All patterns share one direct
 * buffer; each loop has its own view of it.
 */
final class BytePattern {
    /** The maximum length of a chunk in bytes. */
    static final int CHUNK = 256 * 1024;

    private static final int PERIOD = 65_521;
    private static final int STRIDE = 7919;
    private static final ByteBuffer BYTES = fill(ByteBuffer.allocateDirect(PERIOD + CHUNK));

    private final ByteBuffer view = BYTES.duplicate();

    private static ByteBuffer fill(ByteBuffer buffer) {
        byte[] period = new byte[PERIOD];
        new Random(PERIOD).nextBytes(period);
        while (buffer.hasRemaining()) {
            buffer.put(period, 0, Math.min(PERIOD, buffer.remaining()));
        }
        return buffer.flip().asReadOnlyBuffer();
    }

    /** Returns the start offset in the pattern of the connection with this number. */
    static long startOffset(long number) {
        return number * STRIDE % PERIOD;
    }

    /** Returns the bytes from an offset on, at most {@value #CHUNK}; valid until the next call. */
    ByteBuffer chunk(long offset, int length) {
        int begin = (int) (offset % PERIOD);
        return view.limit(begin + length).position(begin);
    }

    /** Returns the index of the first byte that differs from the pattern at this offset, or -1 if all are equal. */
    int mismatch(long offset, ByteBuffer received) {
        return chunk(offset, received.remaining()).mismatch(received);
    }
}
