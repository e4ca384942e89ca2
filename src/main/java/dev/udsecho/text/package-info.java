/**
 * Values that the server and the client print alike: durations, sizes, printable text, exit statuses. Uses the JDK
 * only.
 */
package dev.udsecho.text;
