/**
 * The page for browsers and its JSON. May use the health checks, the server and the client library.
 */
package dev.udsecho.page;
