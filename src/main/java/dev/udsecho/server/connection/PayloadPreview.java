package dev.udsecho.server.connection;

import dev.udsecho.logging.RateLimitedLog;
import dev.udsecho.text.Printable;
import io.vertx.core.buffer.Buffer;

/**
 * A preview of the first {@value #MAX_BYTES} bytes of a read for the log, escaped so that no peer can forge a log line.
 */
final class PayloadPreview {
    /** The maximum number of bytes in a preview. */
    static final int MAX_BYTES = 64;

    private PayloadPreview() {}

    /** Logs a read, unless it is a {@link ReadinessLine}, which no client sent. */
    static void log(Buffer received, RateLimitedLog log) {
        if (!ReadinessLine.is(received)) {
            log.log(() -> "received " + received.length() + " bytes: " + of(received));
        }
    }

    /** Returns the bytes in quotes, and the number of further bytes. */
    static String of(Buffer received) {
        int shown = Math.min(received.length(), MAX_BYTES);
        int more = received.length() - shown;
        return Printable.bytes(received.getBytes(0, shown)) + (more == 0 ? "" : " and " + more + " more");
    }
}
