/**
 * The files of an owned socket: the path and its permissions, the lock beside it, the private directory where a
 * socket is bound first, its publication and withdrawal, and the reasons why these fail. Uses no library besides the
 * JDK. Must not read configuration keys.
 */
package dev.udsecho.path;
