package dev.udsecho.fault;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * An endless stream of bytes without a pattern, which starts at another offset for each life and needs no memory of its
 * own. It cycles through a table of a prime number of bytes, so that no block of a power of two can be lost or doubled
 * undetected.
 */
final class Payload {
    /** Maximum number of bytes in one piece. */
    static final int LARGEST_PIECE = 1 << 20;

    private static final int ROUND = 2_097_143;

    private final byte[] table;
    private final int start;

    private Payload(byte[] table, int start) {
        this.table = table;
        this.start = start;
    }

    /**
     * Returns the table of a seed. Its start is repeated after the last byte, so that a piece never has to be split.
     */
    static byte[] table(long seed) {
        byte[] round = new byte[ROUND];
        new SplittableRandom(seed).nextBytes(round);
        byte[] table = Arrays.copyOf(round, ROUND + LARGEST_PIECE);
        System.arraycopy(round, 0, table, ROUND, LARGEST_PIECE);
        return table;
    }

    /** Creates a stream from a table, at a random offset. */
    static Payload draw(byte[] table, SplittableRandom random) {
        return new Payload(table, random.nextInt(ROUND));
    }

    /** Returns the bytes from an offset on, at most {@link #LARGEST_PIECE}. */
    ByteBuffer piece(long offset, int length) {
        return ByteBuffer.wrap(table, index(offset), length).asReadOnlyBuffer();
    }

    /**
     * Returns the first offset at which received bytes differ from the stream, counted from the given offset, or -1.
     */
    int mismatch(long offset, ByteBuffer received) {
        return piece(offset, received.remaining()).mismatch(received);
    }

    private int index(long offset) {
        return (int) ((start + offset) % ROUND);
    }
}
