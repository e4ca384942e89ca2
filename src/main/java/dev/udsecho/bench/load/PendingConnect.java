package dev.udsecho.bench.load;

/**
 * A connection that is to be opened.
 *
 * @param number tells it from all others of its run
 * @param due when its operation was due, as {@link System#nanoTime} counts
 * @param since when it was first tried
 */
record PendingConnect(long number, long due, long since) {}
