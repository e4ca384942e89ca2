/**
 * Values that the server and the client print alike: durations, printable text, exit statuses. Uses no library
 * besides the JDK.
 */
package dev.udsecho.text;
