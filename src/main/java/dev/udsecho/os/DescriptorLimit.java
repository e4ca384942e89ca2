package dev.udsecho.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The limit and the number of this process' file descriptors, from proc(5): <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_limits.5.html">limits</a> and <a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html">fd</a>.
 *
 * @param limit the maximum number, or {@link Integer#MAX_VALUE} if it cannot be read or is unlimited
 * @param open the number that is open
 */
public record DescriptorLimit(int limit, int open) {
    /**
     * Maximum number of descriptors kept free for everything except connections: health checks (256 at most), jars,
     * files in /proc.
     */
    private static final int MAX_RESERVED = 384;

    /** Minimum number of descriptors kept free: a health check takes three, and the rest of the start five. */
    private static final int MIN_RESERVED = 8;

    private static final String SOFT_LIMIT = "Max open files";
    private static final Path SELF = Path.of("/proc/self");

    /** Returns the current numbers. Opens two files. */
    public static DescriptorLimit now() {
        try (Stream<String> limits = Files.lines(SELF.resolve("limits"));
                Stream<Path> open = Files.list(SELF.resolve("fd"))) {
            String soft = limits.filter(line -> line.startsWith(SOFT_LIMIT))
                    .map(line -> line.substring(SOFT_LIMIT.length()).trim().split("\\s+")[0])
                    .findFirst()
                    .orElseThrow();
            return new DescriptorLimit(
                    soft.matches("[0-9]{1,9}") ? Integer.parseInt(soft) : Integer.MAX_VALUE, (int) open.count());
        } catch (IOException e) {
            return new DescriptorLimit(Integer.MAX_VALUE, 0);
        }
    }

    /**
     * Returns the number of connections for which the descriptors suffice, at least one. If few are left, half of them
     * are kept free, and {@value #MIN_RESERVED} at least.
     */
    public int maxConnections() {
        int left = limit - open;
        return Math.max(1, left - Math.max(MIN_RESERVED, Math.min(MAX_RESERVED, left / 2)));
    }
}
