/**
 * The load generator: its connections, what is sent on them, the schedule, and how long responses take. Must not use
 * the server.
 */
package dev.udsecho.bench.load;
