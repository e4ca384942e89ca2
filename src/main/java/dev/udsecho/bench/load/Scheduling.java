package dev.udsecho.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The scheduling of a thread by the kernel, in nanoseconds (<a
 * href="https://docs.kernel.org/scheduler/sched-stats.html">/proc/PID/schedstat</a>).
 *
 * @param ran the time on a processor
 * @param delayed the time runnable without a processor
 */
record Scheduling(long ran, long delayed) {
    private static final Path STATISTICS = Path.of("/proc/thread-self/schedstat");

    /** Returns the values of this thread since it started; empty where the kernel does not report them. */
    static Optional<Scheduling> ofThisThread() {
        try {
            String[] fields = Files.readString(STATISTICS).strip().split(" ");
            return Optional.of(new Scheduling(Long.parseLong(fields[0]), Long.parseLong(fields[1])));
        } catch (IOException | RuntimeException notReported) {
            return Optional.empty();
        }
    }

    Scheduling plus(Scheduling other) {
        return new Scheduling(ran + other.ran, delayed + other.delayed);
    }

    /** Returns the difference from an earlier reading. */
    Scheduling since(Scheduling earlier) {
        return new Scheduling(ran - earlier.ran, delayed - earlier.delayed);
    }
}
