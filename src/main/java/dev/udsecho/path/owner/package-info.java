/**
 * Owns a path for any server that can bind to a given name: {@code PathOwner} claims, publishes, monitors, hands over
 * and withdraws the path. Uses no library besides the JDK. Must not use a type of a server, nor configuration keys.
 */
package dev.udsecho.path.owner;
