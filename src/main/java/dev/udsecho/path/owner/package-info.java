/**
 * Owns a path for any server that binds where it is told: {@code PathOwner} claims, publishes, watches, hands over and withdraws.
 * Uses the JDK only, knows no server, and no key of a configuration.
 */
package dev.udsecho.path.owner;
