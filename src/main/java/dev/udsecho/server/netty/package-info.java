/**
 * The only package that uses Netty: the channel handler, flow control, read sizes, native sockets, and the limits of
 * the HTTP port. Must not use the rest of the server.
 */
package dev.udsecho.server.netty;
