package dev.udsecho.page;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Bounds the log of HTTP requests that failed to one a second: whoever reaches the port can send bad ones without end. */
final class HttpErrorLog implements Filter {
    /** Whose log has an ERROR for each request without a Host header, among others. */
    private static final String QUARKUS = "io.quarkus.vertx.http.runtime.QuarkusErrorHandler";

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Kept here, as the log manager need not keep a logger, nor its filter. */
    private static final Logger LOG = Logger.getLogger(QUARKUS);

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** Installs it. */
    static void install() {
        LOG.setFilter(new HttpErrorLog());
    }

    @Override
    public boolean isLoggable(LogRecord failure) {
        long now = System.nanoTime();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + SECOND);
    }
}
