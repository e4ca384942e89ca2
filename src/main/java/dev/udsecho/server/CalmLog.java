package dev.udsecho.server;

import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A log that no client can flood: so many lines a second at most, and the next line tells how many were left out. For any
 * thread.
 */
final class CalmLog {
    private static final long SECOND = 1_000_000_000L;

    private final Logger log;
    private final Logger.Level level;
    private final int linesPerSecond;
    private long second = System.nanoTime() - SECOND;
    private int lines;
    private long leftOut;

    CalmLog(Logger log, Logger.Level level, int linesPerSecond) {
        this.log = log;
        this.level = level;
        this.linesPerSecond = linesPerSecond;
    }

    /** Writes the line, or counts it. */
    synchronized void say(Supplier<String> line) {
        long now = System.nanoTime();
        if (now - second >= SECOND) {
            second = now;
            lines = 0;
        }
        if (++lines > linesPerSecond) {
            leftOut++;
            return;
        }
        log.log(level, leftOut == 0 ? line.get() : line.get() + " (" + leftOut + " more were not shown)");
        leftOut = 0;
    }
}
