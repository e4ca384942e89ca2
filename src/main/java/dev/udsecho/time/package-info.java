/** Clocks that tests control, periodic tasks, deadlines, and calls with a time limit. Uses the JDK only. */
package dev.udsecho.time;
