package dev.udsecho.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytePatternTest {
    private final BytePattern pattern = new BytePattern();

    private ByteBuffer copy(long place, int length) {
        ByteBuffer copy = ByteBuffer.allocateDirect(length);
        return copy.put(pattern.chunk(place, length)).flip();
    }

    @Test
    void testMismatch_sameOffset_none() {
        for (long place : new long[] {0, 65_520, 65_521, 10_000_000_000L}) {
            assertEquals(-1, pattern.mismatch(place, copy(place, BytePattern.CHUNK)));
        }
    }

    @Test
    void testMismatch_differingByte_isReported() {
        ByteBuffer came = copy(1000, 5000);
        came.put(4321, (byte) ~came.get(4321));
        came.put(4400, (byte) ~came.get(4400));
        assertEquals(4321, pattern.mismatch(1000, came));
    }

    /** The received bytes are those after a lost block of this length. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64, 4096, 65_536, 131_072, 262_144, 1 << 20, 1 << 24})
    void testMismatch_missingBlock_isReported(int length) {
        assertTrue(pattern.mismatch(7, copy(7L + length, 64)) >= 0);
    }

    @Test
    void testStartOffset_differsForEachConnection() {
        long different = LongStream.range(0, 65_521)
                .map(BytePattern::startOffset)
                .distinct()
                .count();
        assertEquals(65_521, different);
    }
}
