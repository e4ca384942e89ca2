package dev.udsecho.logging;

import dev.udsecho.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Logs that a look at the path does not return, as where a FUSE process or an NFS server does not answer: one line when a look
 * has taken longer than {@link #LIMIT}, and one when it returns. So there are two lines in each three seconds at most. For any
 * thread.
 */
public final class StuckLookLog {
    /** More than a publication takes on a busy machine. */
    static final Duration LIMIT = Duration.ofSeconds(3);

    private static final Logger LOG = Logger.getLogger(StuckLookLog.class);

    private final Object path;
    private final Ticker ticker;
    private Optional<Long> begun = Optional.empty();
    private boolean stuck;

    /** Creates the log for a path. */
    public StuckLookLog(Object path, Ticker ticker) {
        this.path = path;
        this.ticker = ticker;
    }

    /** Runs a look, and logs its return if it was logged as stuck. */
    public void run(Runnable look) {
        begin();
        try {
            look.run();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        begun = Optional.of(ticker.nanos());
    }

    private synchronized void end() {
        begun = Optional.empty();
        if (stuck) {
            stuck = false;
            log("answered", "is looked after again: its file system answers");
        }
    }

    /** Logs a look that takes too long, once. */
    public synchronized void check() {
        if (!stuck && begun.isPresent() && ticker.nanos() - begun.get() > LIMIT.toNanos()) {
            stuck = true;
            log("unanswered", "is not looked after: its file system does not answer within " + LIMIT.toSeconds() + "s");
        }
    }

    private void log(String event, String predicate) {
        new LogEvent(event, "Socket " + path + " " + predicate)
                .about("path", path)
                .log(LOG, Logger.Level.WARN);
    }
}
