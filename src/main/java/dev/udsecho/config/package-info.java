/** The keys of the configuration, their ranges, and the messages for refused values. */
package dev.udsecho.config;
