package dev.udsecho.server.connection;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.text.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * The timeouts of one connection: {@code echo.idle-timeout} and {@code echo.stall-timeout}. For its event loop only.
 */
final class IdleTimeouts {
    private final Duration idleTimeout;
    private final Duration stallTimeout;
    private final RateLimitedLog log;

    /**
     * The number of bytes in both directions at the last check, and the time of the last transfer in nanoseconds of the
     * caller's clock.
     */
    private long transferred = -1;

    private long transferredAt;

    /**
     * Creates the timeouts of a new connection.
     *
     * @param log the log for connections that a timeout closes
     */
    IdleTimeouts(EchoConfig config, RateLimitedLog log) {
        idleTimeout = config.idleTimeout();
        stallTimeout = config.stallTimeout();
        this.log = log;
    }

    /**
     * Checks whether bytes were transferred since the last check, and returns the reason to close a connection that has
     * exceeded a timeout.
     *
     * @param bytes the number of bytes in both directions so far
     * @param waiting the number of bytes that the peer has not taken
     * @param now the current time in nanoseconds
     */
    Optional<CloseReason> check(long bytes, long waiting, long now) {
        if (bytes != transferred) {
            transferred = bytes;
            transferredAt = now;
            return Optional.empty();
        }
        Duration idle = Duration.ofNanos(now - transferredAt);
        if (waiting > 0 && isExceeded(stallTimeout, idle)) {
            log.log(() -> "Closed a connection whose peer took none of " + waiting + " bytes for "
                    + Durations.print(stallTimeout) + " (echo.stall-timeout)");
            return Optional.of(CloseReason.STALL);
        }
        if (isExceeded(idleTimeout, idle)) {
            log.log(() -> "Closed a connection on which nothing moved for " + Durations.print(idleTimeout)
                    + " (echo.idle-timeout)");
            return Optional.of(CloseReason.IDLE);
        }
        return Optional.empty();
    }

    private static boolean isExceeded(Duration timeout, Duration idle) {
        return !timeout.isZero() && idle.compareTo(timeout) >= 0;
    }
}
