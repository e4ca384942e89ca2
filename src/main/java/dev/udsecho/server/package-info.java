/**
 * The echo server: listener, verticles, connections, their limits, timeouts and counters, and the policy for peers.
 * Must not use Netty itself, nor the rooms that report on the server (health, metrics, page).
 */
package dev.udsecho.server;
