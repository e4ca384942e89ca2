/**
 * The configuration's keys, their ranges, and the message for a value that is refused.
 */
package dev.udsecho.config;
