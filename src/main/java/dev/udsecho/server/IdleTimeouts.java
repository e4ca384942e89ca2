package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.text.Durations;
import java.time.Duration;
import java.util.Optional;

/** How long one connection may be quiet: {@code echo.idle-timeout} and {@code echo.stall-timeout}. For its event loop only. */
final class IdleTimeouts {
    private final Duration idleTimeout;
    private final Duration stallTimeout;
    private final RateLimitedLog log;

    /** Bytes that had moved either way at the last look, and when, in nanoseconds of the looker's clock, they moved last. */
    private long moved = -1;

    private long movedAt;

    /**
     * The patience with a connection of which nothing is known yet.
     *
     * @param log takes a line for each connection that is closed
     */
    IdleTimeouts(EchoConfig config, RateLimitedLog log) {
        idleTimeout = config.idleTimeout();
        stallTimeout = config.stallTimeout();
        this.log = log;
    }

    /**
     * Looks whether bytes moved since the last look, and tells why to close a connection that has been quiet for too long.
     *
     * @param bytes that have moved so far
     * @param waiting bytes that its peer has not taken
     * @param now in nanoseconds
     */
    Optional<CloseReason> look(long bytes, long waiting, long now) {
        if (bytes != moved) {
            moved = bytes;
            movedAt = now;
            return Optional.empty();
        }
        Duration quiet = Duration.ofNanos(now - movedAt);
        if (waiting > 0 && isOver(stallTimeout, quiet)) {
            log.log(() -> "Closed a connection whose peer took none of " + waiting + " bytes for "
                    + Durations.print(stallTimeout) + " (echo.stall-timeout)");
            return Optional.of(CloseReason.STALL);
        }
        if (isOver(idleTimeout, quiet)) {
            log.log(() -> "Closed a connection on which nothing moved for " + Durations.print(idleTimeout)
                    + " (echo.idle-timeout)");
            return Optional.of(CloseReason.IDLE);
        }
        return Optional.empty();
    }

    private static boolean isOver(Duration timeout, Duration quiet) {
        return !timeout.isZero() && quiet.compareTo(timeout) >= 0;
    }
}
