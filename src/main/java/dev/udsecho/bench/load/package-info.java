/**
 * The load generator: its connections, their payloads, the schedule, and the latencies. Must not use the server.
 */
package dev.udsecho.bench.load;
