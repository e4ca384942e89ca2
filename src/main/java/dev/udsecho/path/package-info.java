/**
 * Owns a socket path: the lock beside it, the private directory where a socket is bound first, its permissions, its
 * publication and withdrawal. Uses the JDK only, and no key of the configuration.
 */
package dev.udsecho.path;
