package dev.udsecho.logging;

import dev.udsecho.time.Ticker;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A log that no client can flood: so many lines a second at most, and the next line tells how many were left out. For any
 * thread.
 */
public final class RateLimitedLog {
    private static final long SECOND = 1_000_000_000L;

    private final Consumer<String> log;
    private final int linesPerSecond;
    private final Ticker ticker;
    private long second;
    private int lines;
    private long leftOut;

    public RateLimitedLog(Logger log, Logger.Level level, int linesPerSecond, Ticker ticker) {
        this(line -> log.log(level, line), linesPerSecond, ticker);
    }

    private RateLimitedLog(Consumer<String> log, int linesPerSecond, Ticker ticker) {
        this.log = log;
        this.linesPerSecond = linesPerSecond;
        this.ticker = ticker;
        this.second = ticker.nanos() - SECOND;
    }

    /** A share of it for one of many, who then leaves room for the others. */
    public RateLimitedLog share(int linesPerSecond) {
        return new RateLimitedLog(line -> say(() -> line), linesPerSecond, ticker);
    }

    /** Writes the line, or counts it. */
    public synchronized void say(Supplier<String> line) {
        long now = ticker.nanos();
        if (now - second >= SECOND) {
            second = now;
            lines = 0;
        }
        if (++lines > linesPerSecond) {
            leftOut++;
            return;
        }
        log.accept(leftOut == 0 ? line.get() : line.get() + " (" + leftOut + " more were not shown)");
        leftOut = 0;
    }
}
