package dev.udsecho.client.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How long this thread was ready to run and had no processor, in nanoseconds, by
 * <a href="https://docs.kernel.org/scheduler/sched-stats.html">/proc/PID/schedstat</a>, as of a moment; empty where the
 * kernel does not tell.
 *
 * @param nanos since the thread began
 */
record RunQueue(OptionalLong nanos) {
    private static final Path STATISTICS = Path.of("/proc/thread-self/schedstat");
    private static final int DELAY = 1;

    static RunQueue ofThisThread() {
        try {
            return new RunQueue(OptionalLong.of(
                    Long.parseLong(Files.readString(STATISTICS).strip().split(" ")[DELAY])));
        } catch (IOException | RuntimeException kernelDoesNotTell) {
            return new RunQueue(OptionalLong.empty());
        }
    }

    /** How long it was since then. By the same thread. */
    OptionalLong since() {
        RunQueue now = ofThisThread();
        return nanos.isPresent() && now.nanos.isPresent()
                ? OptionalLong.of(now.nanos.getAsLong() - nanos.getAsLong())
                : OptionalLong.empty();
    }
}
