/**
 * The files of an owned socket: the path and its permissions, the lock beside it, the private directory where a socket
 * is bound first, its publication and withdrawal, and the reasons why these fail. Uses the JDK only, and no
 * configuration key.
 */
package dev.udsecho.path;
