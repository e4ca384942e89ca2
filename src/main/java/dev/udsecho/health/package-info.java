/**
 * The health checks: started, live and ready, and the round trip through the published path behind them. May use the
 * server and the client library.
 */
package dev.udsecho.health;
