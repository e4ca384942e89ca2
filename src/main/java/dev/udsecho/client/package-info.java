/**
 * The client as a library: connects, exchanges bytes within a deadline, and checks a path step by step. Uses no
 * library besides the JDK.
 */
package dev.udsecho.client;
