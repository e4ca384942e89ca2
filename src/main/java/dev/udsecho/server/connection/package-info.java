/**
 * A served connection, and all of them: admission, limits, peers, timeouts, counters, and what the log has of them. Must
 * not use the listener, whose verticles accept the connections and drive them.
 */
package dev.udsecho.server.connection;
