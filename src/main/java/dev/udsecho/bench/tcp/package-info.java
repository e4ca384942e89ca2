/**
 * The listener on a TCP port of loopback that {@code bench --tcp} compares with: the service's own data path in a process
 * of its own. The only room of the client's side that uses the server.
 */
package dev.udsecho.bench.tcp;
