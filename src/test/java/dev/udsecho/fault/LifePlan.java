package dev.udsecho.fault;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What one connection is going to do, drawn before it begins.
 *
 * @param ending how it ends
 * @param writes the size of each write, in bytes; none at all for one that only connects
 * @param reads how many bytes it takes back, all of them unless it is cut
 * @param lateNanos how long it leaves the answers unread at first, in nanoseconds
 * @param writerSeed where the writer's pauses come from
 * @param readerSeed where the reader's pauses and the sizes of its reads come from
 */
record LifePlan(Ending ending, List<Integer> writes, long reads, long lateNanos, long writerSeed, long readerSeed) {
    /** How a connection ends. */
    enum Ending {
        /** It shuts its writing side down and reads to the end. */
        HALF_CLOSED,
        /** It closes when it has everything back; the server never saw an end of input before. */
        CLOSED,
        /** It closes while it is still sending, or has answers unread, which resets the connection. */
        CUT,
        /** It shuts its writing side down and closes with answers unread. */
        HALF_CLOSED_AND_CUT;

        boolean isCut() {
            return this == CUT || this == HALF_CLOSED_AND_CUT;
        }

        boolean isHalfClosed() {
            return this == HALF_CLOSED || this == HALF_CLOSED_AND_CUT;
        }
    }

    /** A life's largest write is 1 byte, 2, 4 … or 1 MiB, each as likely as the others: most lives are short. */
    private static final int SIZES = 21;

    private static final int LATEST_NANOS = 50_000_000;

    /** The next numbers of a random sequence as a plan. */
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

    /** Any size up to a power of two, and often that power or one less, where buffers have their edges. */
    private static int size(int most, SplittableRandom random) {
        int edge = 1 << most;
        return oneIn(4, random) ? edge - random.nextInt(2) : random.nextInt(edge + 1);
    }

    static boolean oneIn(int number, SplittableRandom random) {
        return random.nextInt(number) == 0;
    }

    /** How many bytes it sends, in bytes. */
    long sends() {
        return sum(writes);
    }

    private static long sum(List<Integer> sizes) {
        return sizes.stream().mapToLong(Integer::longValue).sum();
    }
}
