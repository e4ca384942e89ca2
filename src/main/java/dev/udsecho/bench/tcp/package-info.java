/**
 * The TCP listener on loopback that {@code bench --tcp} compares with: the server's data path in a separate process.
 * The only package of the load test that uses the server.
 */
package dev.udsecho.bench.tcp;
