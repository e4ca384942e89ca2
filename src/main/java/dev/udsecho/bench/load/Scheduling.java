package dev.udsecho.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel's scheduler did with a thread, in nanoseconds
 * (<a href="https://docs.kernel.org/scheduler/sched-stats.html">/proc/PID/schedstat</a>).
 *
 * @param ran how long it had a processor
 * @param delayed how long it was ready to run and had none
 */
record Scheduling(long ran, long delayed) {
    private static final Path STATISTICS = Path.of("/proc/thread-self/schedstat");

    /** Of this thread since it began; empty where the kernel does not tell. */
    static Optional<Scheduling> ofThisThread() {
        try {
            String[] fields = Files.readString(STATISTICS).strip().split(" ");
            return Optional.of(new Scheduling(Long.parseLong(fields[0]), Long.parseLong(fields[1])));
        } catch (IOException | RuntimeException kernelDoesNotTell) {
            return Optional.empty();
        }
    }

    Scheduling plus(Scheduling other) {
        return new Scheduling(ran + other.ran, delayed + other.delayed);
    }

    /** What was added since an earlier moment. */
    Scheduling since(Scheduling earlier) {
        return new Scheduling(ran - earlier.ran, delayed - earlier.delayed);
    }
}
