/**
 * The output of commands: standard output and its failures, the terminal, JSON, progress, a report file. Must not use a
 * command.
 */
package dev.udsecho.cli.output;
