/**
 * The command line: one class per command, its options, its report and its exit status. Must not load a class of Quarkus,
 * Vert.x or Netty.
 */
package dev.udsecho.cli;
