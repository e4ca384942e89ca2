/**
 * The page for browsers, its JSON, and the checks of requests to the HTTP port. May use the health checks, the server
 * and the client library.
 */
package dev.udsecho.page;
