package dev.udsecho.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The use of a loop's thread in a phase; all times in nanoseconds.
 *
 * @param total the duration of the phase
 * @param waited the part of it that the thread waited for its server
 * @param scheduling the kernel's scheduling of the thread, if it reports that
 * @param unanswered operations that were due before the end, and not done
 */
public record ThreadUsage(long total, long waited, Optional<Scheduling> scheduling, long unanswered) {
    public static final ThreadUsage NONE = new ThreadUsage(0, 0, Optional.of(new Scheduling(0, 0)), 0);

    public ThreadUsage plus(ThreadUsage other) {
        return new ThreadUsage(
                total + other.total,
                waited + other.waited,
                scheduling.flatMap(mine -> other.scheduling.map(mine::plus)),
                unanswered + other.unanswered);
    }

    /**
     * Returns the share of time, 0 to 1, that the thread had work and did it: it did not wait, and had a processor,
     * where the kernel reports that. (A thread that was preempted between two waits neither waited nor worked.)
     */
    public double busy() {
        long awake = total - waited;
        double worked = scheduling.map(kernel -> Math.min(awake, kernel.ran())).orElse(awake);
        return total == 0 ? 0 : Math.min(1, Math.max(0, worked / total));
    }

    /** Returns the share of time that the thread was runnable without a processor. */
    public Optional<Double> delayed() {
        return scheduling.filter(any -> total > 0).map(kernel -> (double) kernel.delayed() / total);
    }

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
}
