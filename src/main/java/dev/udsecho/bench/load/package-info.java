/**
 * The load generator: connections, what is sent on them, the schedule, and how long answers take. Must not use the server.
 */
package dev.udsecho.bench.load;
