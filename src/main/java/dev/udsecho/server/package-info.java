/**
 * The echo server: listener, verticles, connections, their limits, timeouts and counters, and which peers are served. Must
 * not use Netty itself, nor what reports on it (health, metrics, page).
 */
package dev.udsecho.server;
