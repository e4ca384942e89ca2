/**
 * The load test: it measures one endpoint after the other, computes statistics, and finds the bottleneck. Must not
 * use the server.
 */
package dev.udsecho.bench;
