package dev.udsecho.fault;

/**
 * Totals of clients.
 *
 * @param lives the number of connections
 * @param bytes the number of bytes received correctly
 */
record Tally(long lives, long bytes) {
    static final Tally NONE = new Tally(0, 0);

    Tally plus(Tally other) {
        return new Tally(lives + other.lives, bytes + other.bytes);
    }
}
