package dev.udsecho.expect.netty;

/**
 * The first bytes of a server's HTTP/2: a SETTINGS frame (RFC 9113, section 3.4). They tell another protocol at its first
 * byte, while a codec would wait for nine.
 */
final class Http2Start {
    private static final int TYPE = 3;
    private static final byte SETTINGS = 4;

    private int seen;

    /** Returns whether these bytes, after those before, can be a beginning. */
    boolean accepts(byte[] bytes) {
        for (byte next : bytes) {
            if (seen > TYPE) {
                return true;
            }
            if (seen == 0 && next != 0 || seen == TYPE && next != SETTINGS) {
                return false;
            }
            seen++;
        }
        return true;
    }
}
