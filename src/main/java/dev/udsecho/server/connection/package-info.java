/**
 * The connections of the server: admission, limits, peers, timeouts, counters and log events. Must not use the
 * listener that accepts them.
 */
package dev.udsecho.server.connection;
