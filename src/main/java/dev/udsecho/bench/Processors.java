package dev.udsecho.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The time of all processors that this process may run on, in the kernel's ticks
 * (<a href="https://man7.org/linux/man-pages/man5/proc_stat.5.html">proc_stat(5)</a>).
 *
 * @param whole all of it
 * @param idle what nobody used
 */
record Processors(long whole, long idle) {
    static final Processors NONE = new Processors(0, 0);

    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final String EACH = "cpu\\d+ .*";

    /** The columns: idle, waiting for a disk, and the last one that is no part of another. */
    private static final int IDLE = 3;

    private static final int DISK = 4;
    private static final int LAST = 7;

    /** Until now; empty where the kernel does not tell, or tells of more processors than this process may use. */
    static Optional<Processors> now() {
        try {
            List<String> each = Files.readAllLines(STATISTICS).stream()
                    .filter(line -> line.matches(EACH))
                    .toList();
            return each.size() == Runtime.getRuntime().availableProcessors()
                    ? Optional.of(each.stream().map(Processors::of).reduce(NONE, Processors::plus))
                    : Optional.empty();
        } catch (IOException | RuntimeException kernelDoesNotTell) {
            return Optional.empty();
        }
    }

    private static Processors of(String line) {
        long[] ticks = Arrays.stream(line.substring(line.indexOf(' ')).strip().split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
        return new Processors(Arrays.stream(ticks, 0, LAST + 1).sum(), ticks[IDLE] + ticks[DISK]);
    }

    Processors plus(Processors other) {
        return new Processors(whole + other.whole, idle + other.idle);
    }

    /** The share of it, 0 to 1, that nobody used. */
    double idleShare() {
        return whole == 0 ? 0 : (double) idle / whole;
    }

    Processors since(Processors earlier) {
        return new Processors(whole - earlier.whole, idle - earlier.idle);
    }
}
