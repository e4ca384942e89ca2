package dev.udsecho.server.connection;

import dev.udsecho.config.PayloadLog;
import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.server.netty.EchoHandler;
import dev.udsecho.time.Ticker;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The logs that all connections share, so that their limits hold for all connections together.
 *
 * @param previews the log of previews of reads, if enabled: at most 2,000 lines per second, so that clients that send
 *     single bytes cannot fill the disk
 * @param timeouts the log of the connections that a timeout closed, one line per second
 * @param failures the log of failed answers
 */
record ConnectionLogs(Optional<RateLimitedLog> previews, RateLimitedLog timeouts, RateLimitedLog failures) {
    private static final Logger LOG = Logger.getLogger(EchoConnection.class);
    private static final int PREVIEWS_PER_SECOND = 2000;

    static ConnectionLogs of(PayloadLog payload, Ticker ticker) {
        return new ConnectionLogs(
                payload == PayloadLog.PREVIEW
                        ? Optional.of(new RateLimitedLog(LOG, Logger.Level.INFO, PREVIEWS_PER_SECOND, ticker))
                        : Optional.empty(),
                new RateLimitedLog(LOG, Logger.Level.WARN, 1, ticker),
                EchoHandler.failureLog(ticker));
    }
}
