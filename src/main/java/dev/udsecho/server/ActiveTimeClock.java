package dev.udsecho.server;

import dev.udsecho.time.Ticker;
import java.time.Duration;

/**
 * Time that this process has run, by the monotonic clock. While it was stopped (SIGSTOP, a paused container, a sleeping
 * machine) no peer could move a byte, so such a gap counts as one period.
 */
public final class ActiveTimeClock {
    private final long period;
    private final Ticker ticker;
    private long last;
    private long running;

    /**
     * A clock that starts at 0.
     *
     * @param period how often it will be read
     * @param ticker the monotonic clock
     */
    public ActiveTimeClock(Duration period, Ticker ticker) {
        this.period = period.toNanos();
        this.ticker = ticker;
        this.last = ticker.nanos();
    }

    /** Reads it, in nanoseconds. */
    long now() {
        long now = ticker.nanos();
        running += Math.min(now - last, 2 * period);
        last = now;
        return running;
    }
}
