/** The options that several commands share, and the converters for their values. May use the client library. */
package dev.udsecho.cli.option;
