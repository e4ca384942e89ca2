package dev.udsecho.server;

import dev.udsecho.time.Ticker;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Logs accept failures, for example while the process is out of file descriptors: one line when they start, one when
 * they stop. For any thread.
 */
final class AcceptErrorLog {
    private static final Logger LOG = Logger.getLogger(AcceptErrorLog.class);

    /**
     * The time in nanoseconds without a failure after which the failures have stopped. Netty tries to accept again one
     * second after each.
     */
    private static final long RECOVERY = TimeUnit.SECONDS.toNanos(3);

    private final Ticker ticker;
    private volatile boolean failing;
    private volatile long lastFailure;

    /**
     * Creates a log without failures. Builds a message already, since its classes cannot be loaded later without
     * descriptors.
     */
    AcceptErrorLog(Ticker ticker) {
        this.ticker = ticker;
        LOG.trace(message(new IllegalStateException("none yet")));
    }

    private static String message(Throwable failure) {
        return "Cannot accept connections, trying again once a second: " + failure.getMessage();
    }

    /** Counts a failure, and logs the first one. */
    void failed(Throwable failure) {
        lastFailure = ticker.nanos();
        if (!failing) {
            failing = true;
            LOG.warn(message(failure));
        }
    }

    /** Counts an accepted connection, and logs that the failures have stopped. */
    void accepted() {
        if (failing && ticker.nanos() - lastFailure > RECOVERY) {
            failing = false;
            LOG.info("Accepts connections again");
        }
    }
}
