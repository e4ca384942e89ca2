/**
 * Clocks that tests control, periodic tasks, daemon threads, deadlines, and calls with a time limit. Uses no library
 * besides the JDK.
 */
package dev.udsecho.time;
