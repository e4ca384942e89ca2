/**
 * The files of an owned socket: the path and its permissions, the lock beside it, the private directory where a socket is bound
 * first, its publication and withdrawal, and why these are refused. Uses the JDK only, and no key of a configuration.
 */
package dev.udsecho.path;
