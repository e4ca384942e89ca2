/**
 * The page for browsers, its JSON, and the checks of HTTP requests by host and content. The limits of the HTTP port
 * itself are in {@code server.netty}. May use the health checks, the server and the client library.
 */
package dev.udsecho.page;
