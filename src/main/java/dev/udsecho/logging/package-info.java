/**
 * Log events with fields, and logs with a rate limit.
 */
package dev.udsecho.logging;
