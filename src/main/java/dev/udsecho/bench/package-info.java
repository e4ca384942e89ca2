/**
 * The load test: its run against one endpoint after the other, the statistics, and the analysis of what limits them.
 * Must not use the server.
 */
package dev.udsecho.bench;
