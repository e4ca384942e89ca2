/**
 * What servers of other protocols than echo must do to count as ready: one class for each value of {@code --expect}. Uses
 * the JDK only, and {@code expect.netty} for HTTP/2.
 */
package dev.udsecho.expect;
