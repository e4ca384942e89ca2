/**
 * The echo server: the listener, its verticles and event loops, and the path that it owns. Must not use Netty itself,
 * nor the packages that report on the server (health, metrics, page).
 */
package dev.udsecho.server;
