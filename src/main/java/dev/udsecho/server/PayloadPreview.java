package dev.udsecho.server;

import dev.udsecho.text.Printable;
import io.vertx.core.buffer.Buffer;

/** The first {@value #MAX_BYTES} bytes of a read, fit for a log: no peer can end the line and forge the next. */
final class PayloadPreview {
    /** How much of a read is shown, in bytes. */
    static final int MAX_BYTES = 64;

    private PayloadPreview() {}

    /** The bytes in quotes, and how many more there are. */
    static String of(Buffer received) {
        int shown = Math.min(received.length(), MAX_BYTES);
        int more = received.length() - shown;
        return Printable.bytes(received.getBytes(0, shown)) + (more == 0 ? "" : " and " + more + " more");
    }
}
