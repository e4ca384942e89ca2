/** The options that several commands share, and the values that people type for them. May use the client library. */
package dev.udsecho.cli.option;
