package dev.udsecho.bench.load;

/**
 * A connect that is to be made.
 *
 * @param number the number of the connection, unique in its run
 * @param due when its operation was due, as {@link System#nanoTime} counts
 * @param since when the connect was queued, as {@link System#nanoTime} counts
 */
record PendingConnect(long number, long due, long since) {}
