/**
 * The client as a library: connects, exchanges bytes within a deadline, and checks a path step by step. Uses the JDK
 * only.
 */
package dev.udsecho.client;
