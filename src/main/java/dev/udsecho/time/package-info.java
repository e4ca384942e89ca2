/**
 * The clock that tests replace, periodic tasks, deadlines, and calls that are waited for within a limit. Uses the JDK
 * only.
 */
package dev.udsecho.time;
