/**
 * The client as a library: connect, exchange bytes within a deadline, check a path step by step. Uses the JDK only.
 */
package dev.udsecho.client;
