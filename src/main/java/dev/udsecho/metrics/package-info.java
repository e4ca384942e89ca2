/**
 * The Micrometer meters of the service. May use the server only.
 */
package dev.udsecho.metrics;
