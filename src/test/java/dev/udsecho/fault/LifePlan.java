package dev.udsecho.fault;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The plan of one connection, drawn before it starts.
 *
 * @param ending how the connection ends
 * @param writes the size of each write in bytes; empty if it only connects
 * @param reads the number of bytes it reads, all of them unless it is cut
 * @param lateNanos the initial time without reads, in nanoseconds
 * @param writerSeed the seed of the writer's pauses
 * @param readerSeed the seed of the reader's pauses and read sizes
 */
record LifePlan(Ending ending, List<Integer> writes, long reads, long lateNanos, long writerSeed, long readerSeed) {
    /** The kinds of ends of a connection. */
    enum Ending {
        /** The client shuts down its output and reads to the end of the stream. */
        HALF_CLOSED,
        /** The client closes after it has received everything; the server never saw an end of input before. */
        CLOSED,
        /** The client closes while it is still sending, or with unread answers, which resets the connection. */
        CUT,
        /** The client shuts down its output and closes with unread answers. */
        HALF_CLOSED_AND_CUT;

        boolean isCut() {
            return this == CUT || this == HALF_CLOSED_AND_CUT;
        }

        boolean isHalfClosed() {
            return this == HALF_CLOSED || this == HALF_CLOSED_AND_CUT;
        }
    }

    /**
     * The number of sizes of a life's largest write: 1 byte, 2, 4 … or 1 MiB, each equally likely, so most lives are
     * short.
     */
    private static final int SIZES = 21;

    private static final int LATEST_NANOS = 50_000_000;

    /** Returns a plan from the next numbers of a random sequence. */
    static LifePlan draw(SplittableRandom random) {
        Ending ending = Ending.values()[random.nextInt(Ending.values().length)];
        List<Integer> writes = writes(random);
        long sent = sum(writes);
        long reads = ending.isCut() ? (long) (sent * random.nextDouble() * random.nextInt(2)) : sent;
        long late = oneIn(8, random) ? random.nextInt(LATEST_NANOS) : 0;
        return new LifePlan(ending, writes, reads, late, random.nextLong(), random.nextLong());
    }

    private static List<Integer> writes(SplittableRandom random) {
        if (oneIn(8, random)) {
            return List.of();
        }
        int most = random.nextInt(SIZES);
        int count = 1 + random.nextInt(oneIn(8, random) ? 40 : 4);
        return IntStream.range(0, count).mapToObj(write -> size(most, random)).toList();
    }

    /** Draws any size up to a power of two, and often that power or one less, where buffers have their limits. */
    private static int size(int most, SplittableRandom random) {
        int edge = 1 << most;
        return oneIn(4, random) ? edge - random.nextInt(2) : random.nextInt(edge + 1);
    }

    static boolean oneIn(int number, SplittableRandom random) {
        return random.nextInt(number) == 0;
    }

    /** Returns the number of bytes it sends. */
    long sends() {
        return sum(writes);
    }

    private static long sum(List<Integer> sizes) {
        return sizes.stream().mapToLong(Integer::longValue).sum();
    }
}
