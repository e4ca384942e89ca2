package dev.udsecho.logging;

import dev.udsecho.time.Ticker;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A rate-limited logger, which no client can flood. It writes at most a given number of lines per second; the next line
 * has the number of lines that were dropped. For any thread.
 */
public final class RateLimitedLog {
    private static final long SECOND = 1_000_000_000L;

    private final Consumer<String> log;
    private final int linesPerSecond;
    private final Ticker ticker;
    private long windowStart;
    private int linesInWindow;
    private long dropped;

    public RateLimitedLog(Logger log, Logger.Level level, int linesPerSecond, Ticker ticker) {
        this(line -> log.log(level, line), linesPerSecond, ticker);
    }

    private RateLimitedLog(Consumer<String> log, int linesPerSecond, Ticker ticker) {
        this.log = log;
        this.linesPerSecond = linesPerSecond;
        this.ticker = ticker;
        this.windowStart = ticker.nanos() - SECOND;
    }

    /**
     * Returns a log for one of several users, with a lower limit of its own. Its lines count here too, so it leaves
     * room for the others.
     */
    public RateLimitedLog share(int linesPerSecond) {
        return new RateLimitedLog(line -> log(() -> line), linesPerSecond, ticker);
    }

    /** Writes the line, or counts it as dropped. A dropped line is not built. */
    public synchronized void log(Supplier<String> line) {
        long now = ticker.nanos();
        if (now - windowStart >= SECOND) {
            windowStart = now;
            linesInWindow = 0;
        }
        if (++linesInWindow > linesPerSecond) {
            dropped++;
            return;
        }
        log.accept(dropped == 0 ? line.get() : line.get() + " (" + dropped + " more were not shown)");
        dropped = 0;
    }
}
