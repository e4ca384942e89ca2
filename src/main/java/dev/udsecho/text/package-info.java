/**
 * Values that server and client print alike: durations, sizes, printable text, exit statuses. Uses the JDK only.
 */
package dev.udsecho.text;
