package dev.udsecho.bench.load;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a loop's thread did in a stage; all times in nanoseconds.
 *
 * @param whole how long it took
 * @param waited how long of that it waited for its server
 * @param scheduling what the kernel tells of it, if it does
 * @param unanswered operations that were due before the end, and not done
 */
public record ThreadUsage(long whole, long waited, Optional<Scheduling> scheduling, long unanswered) {
    public static final ThreadUsage NONE = new ThreadUsage(0, 0, Optional.of(new Scheduling(0, 0)), 0);

    public ThreadUsage plus(ThreadUsage other) {
        return new ThreadUsage(
                whole + other.whole,
                waited + other.waited,
                scheduling.flatMap(mine -> other.scheduling.map(mine::plus)),
                unanswered + other.unanswered);
    }

    /**
     * The share of time, 0 to 1, that it had work and did it: that it did not wait, and had a processor, where the kernel
     * tells. (A thread that was driven from its processor between two waits did not wait, and did not work either.)
     */
    public double busy() {
        long awake = whole - waited;
        double worked = scheduling.map(told -> Math.min(awake, told.ran())).orElse(awake);
        return whole == 0 ? 0 : Math.min(1, Math.max(0, worked / whole));
    }

    /** The share of time that it was ready to run and had no processor. */
    public OptionalDouble delayed() {
        return scheduling.isEmpty() || whole == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) scheduling.get().delayed() / whole);
    }
}
