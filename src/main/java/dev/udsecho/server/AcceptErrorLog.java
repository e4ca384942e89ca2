package dev.udsecho.server;

import dev.udsecho.time.Ticker;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What is said while connections cannot be accepted, as when the process is out of file descriptors: one line when it
 * begins, one when it is over. For any thread.
 */
final class AcceptErrorLog {
    private static final Logger LOG = Logger.getLogger(AcceptErrorLog.class);

    /** A second after each failure Netty accepts again; without another failure for so long it is over. */
    private static final long OVER = TimeUnit.SECONDS.toNanos(3);

    private final Ticker ticker;
    private volatile boolean failing;
    private volatile long last;

    /** None yet. Words the first one already: without descriptors, what that needs could not be loaded any more. */
    AcceptErrorLog(Ticker ticker) {
        this.ticker = ticker;
        LOG.trace(words(new IllegalStateException("none yet")));
    }

    private static String words(Throwable failure) {
        return "Cannot accept connections, trying again once a second: " + failure.getMessage();
    }

    void failed(Throwable failure) {
        last = ticker.nanos();
        if (!failing) {
            failing = true;
            LOG.warn(words(failure));
        }
    }

    void accepted() {
        if (failing && ticker.nanos() - last > OVER) {
            failing = false;
            LOG.info("Accepts connections again");
        }
    }
}
