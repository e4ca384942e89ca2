package dev.udsecho.fault;

/**
 * What clients did.
 *
 * @param lives how many connections they had
 * @param bytes how many bytes came back right
 */
record Tally(long lives, long bytes) {
    static final Tally NONE = new Tally(0, 0);

    Tally plus(Tally other) {
        return new Tally(lives + other.lives, bytes + other.bytes);
    }
}
