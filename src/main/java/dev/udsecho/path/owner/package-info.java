/**
 * Owns a path for any server that can bind to a given name: {@code PathOwner} claims, publishes, monitors, hands over
 * and withdraws the path. Uses the JDK only, and no type of a server and no configuration key.
 */
package dev.udsecho.path.owner;
