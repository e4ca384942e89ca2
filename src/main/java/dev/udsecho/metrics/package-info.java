/** The Micrometer meters of the service. May use the server and the role of its path. */
package dev.udsecho.metrics;
