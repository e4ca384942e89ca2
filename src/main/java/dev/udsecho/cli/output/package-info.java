/** Where a command writes: standard output and its failures, the terminal, JSON, progress, a report file. Knows no command. */
package dev.udsecho.cli.output;
