/** The HTTP listener of {@code udsecho probe}, on Netty's event loop and HTTP codec. */
package dev.udsecho.probe.netty;
