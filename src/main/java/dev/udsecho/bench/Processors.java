package dev.udsecho.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The time of all processors that this process may run on, in the kernel's ticks (<a
 * href="https://man7.org/linux/man-pages/man5/proc_stat.5.html">proc_stat(5)</a>).
 *
 * @param total the whole time
 * @param idle the time that no process used
 */
record Processors(long total, long idle) {
    static final Processors ZERO = new Processors(0, 0);

    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final String CPU_LINE = "cpu\\d+ .*";

    /** The columns of the file: idle, waiting for a disk, and the last one that is not part of another. */
    private static final int IDLE = 3;

    private static final int IO_WAIT = 4;
    private static final int LAST = 7;

    /**
     * Returns the time until now; empty where the kernel does not report it, or reports more processors than this
     * process may use.
     */
    static Optional<Processors> now() {
        try {
            List<String> cpuLines = Files.readAllLines(STATISTICS).stream()
                    .filter(line -> line.matches(CPU_LINE))
                    .toList();
            return cpuLines.size() == Runtime.getRuntime().availableProcessors()
                    ? Optional.of(cpuLines.stream().map(Processors::of).reduce(ZERO, Processors::plus))
                    : Optional.empty();
        } catch (IOException | RuntimeException notReported) {
            return Optional.empty();
        }
    }

    private static Processors of(String line) {
        long[] ticks = Arrays.stream(line.substring(line.indexOf(' ')).strip().split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
        return new Processors(Arrays.stream(ticks, 0, LAST + 1).sum(), ticks[IDLE] + ticks[IO_WAIT]);
    }

    Processors plus(Processors other) {
        return new Processors(total + other.total, idle + other.idle);
    }

    /** Returns the share of the time, 0 to 1, that no process used. */
    double idleShare() {
        return total == 0 ? 0 : (double) idle / total;
    }

    /** Returns the time that has passed since an earlier reading. */
    Processors since(Processors earlier) {
        return new Processors(total - earlier.total, idle - earlier.idle);
    }
}
