package dev.udsecho.server;

import java.time.Duration;

/**
 * Time that this process has run, by the monotonic clock. While it was stopped (SIGSTOP, a paused container, a sleeping
 * machine) no peer could move a byte, so such a gap counts as one period.
 */
final class RunningClock {
    private final long period;
    private long last = System.nanoTime();
    private long running;

    /**
     * A clock that starts at 0.
     *
     * @param period how often it will be read
     */
    RunningClock(Duration period) {
        this.period = period.toNanos();
    }

    /** Reads it, in nanoseconds. */
    long now() {
        long now = System.nanoTime();
        running += Math.min(now - last, 2 * period);
        last = now;
        return running;
    }
}
