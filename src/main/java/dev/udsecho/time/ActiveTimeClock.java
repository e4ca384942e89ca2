package dev.udsecho.time;

import java.time.Duration;

/**
 * A clock that counts the time for which this process has run, by the monotonic clock. While the process was stopped
 * (SIGSTOP, a paused container, a sleeping machine) no peer could transfer a byte, so a gap counts as two periods at
 * most.
 */
public final class ActiveTimeClock {
    private final long period;
    private final Ticker ticker;
    private long last;
    private long running;

    /**
     * Creates a clock that starts at 0.
     *
     * @param period the interval at which the clock will be read
     * @param ticker the monotonic clock
     */
    public ActiveTimeClock(Duration period, Ticker ticker) {
        this.period = period.toNanos();
        this.ticker = ticker;
        this.last = ticker.nanos();
    }

    /** Returns the time in nanoseconds. */
    public long now() {
        long now = ticker.nanos();
        running += Math.min(now - last, 2 * period);
        last = now;
        return running;
    }
}
