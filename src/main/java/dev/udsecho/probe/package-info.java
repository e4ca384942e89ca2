/** Turns the checks of a socket into answers over HTTP, for kubelets and others that cannot probe a Unix socket. */
package dev.udsecho.probe;
