package dev.udsecho.bench.load;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * The bytes that are sent: {@value #PERIOD} random ones, over and over, from another one on for each connection. A byte of
 * another connection, and a block that is lost or comes twice, is at the wrong place in it, whatever the length of the
 * block, unless that is a multiple of the period, a prime. All share one direct buffer; each loop has a view of it.
 */
final class BytePattern {
    /** The longest piece, in bytes. */
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

    /** Where in it the connection of this number begins. */
    static long beginning(long number) {
        return number * STRIDE % PERIOD;
    }

    /** The bytes from a place on, of at most {@value #CHUNK}; until the next call. */
    ByteBuffer piece(long place, int length) {
        int begin = (int) (place % PERIOD);
        return view.limit(begin + length).position(begin);
    }

    /** The first of the bytes which is not the one at this place, or -1 if there is none. */
    int mismatch(long place, ByteBuffer came) {
        return piece(place, came.remaining()).mismatch(came);
    }
}
