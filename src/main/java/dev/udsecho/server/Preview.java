package dev.udsecho.server;

import io.vertx.core.buffer.Buffer;

/**
 * The first {@value #MAX_BYTES} bytes of a read, fit for a log: only printable ASCII, everything else escaped as in a Java
 * or C string. So no peer can end the line and forge the next, or send control sequences to the terminal.
 */
final class Preview {
    /** How much of a read is shown, in bytes. */
    static final int MAX_BYTES = 64;

    private Preview() {}

    /** The bytes in quotes, and how many more there are. */
    static String of(Buffer received) {
        int shown = Math.min(received.length(), MAX_BYTES);
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < shown; i++) {
            text.append(escaped(received.getByte(i)));
        }
        int more = received.length() - shown;
        return text.append('"')
                .append(more == 0 ? "" : " and " + more + " more")
                .toString();
    }

    private static String escaped(byte value) {
        return switch (value) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            default ->
                value >= ' ' && value <= '~' ? String.valueOf((char) value) : String.format("\\x%02x", value & 0xff);
        };
    }
}
