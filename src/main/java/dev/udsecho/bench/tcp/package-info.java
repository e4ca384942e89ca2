/**
 * The TCP listener on loopback that {@code bench --tcp} compares with: the service's own data path in a separate
 * process. The only room on the client's side that uses the server.
 */
package dev.udsecho.bench.tcp;
