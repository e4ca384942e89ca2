/**
 * The health checks for startup, liveness and readiness, and the round trip through the published path that they use.
 * May use the metrics, the server and the client library.
 */
package dev.udsecho.health;
