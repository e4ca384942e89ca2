package dev.udsecho.fault;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * An endless stream of bytes without pattern, which starts somewhere else for each life and takes no memory of its own: it
 * goes round a table of a prime number of bytes, so that no block of a power of two could be lost or doubled unnoticed.
 */
final class Payload {
    /** The most bytes that are to be had in one piece. */
    static final int LARGEST_PIECE = 1 << 20;

    private static final int ROUND = 2_097_143;

    private final byte[] table;
    private final int start;

    private Payload(byte[] table, int start) {
        this.table = table;
        this.start = start;
    }

    /** The table of a seed; what comes after a whole round repeats its start, so that a piece never has to be split. */
    static byte[] table(long seed) {
        byte[] round = new byte[ROUND];
        new SplittableRandom(seed).nextBytes(round);
        byte[] table = Arrays.copyOf(round, ROUND + LARGEST_PIECE);
        System.arraycopy(round, 0, table, ROUND, LARGEST_PIECE);
        return table;
    }

    /** A stream out of a table, from a drawn place on. */
    static Payload draw(byte[] table, SplittableRandom random) {
        return new Payload(table, random.nextInt(ROUND));
    }

    /** The bytes from an offset on, at most {@link #LARGEST_PIECE}. */
    ByteBuffer piece(long offset, int length) {
        return ByteBuffer.wrap(table, index(offset), length).asReadOnlyBuffer();
    }

    /** Where bytes that came back differ from those of the stream, counted from the given offset, or -1. */
    int mismatch(long offset, ByteBuffer received) {
        return piece(offset, received.remaining()).mismatch(received);
    }

    private int index(long offset) {
        return (int) ((start + offset) % ROUND);
    }
}
