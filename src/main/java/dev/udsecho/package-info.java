/**
 * The entry points. {@code Main} chooses between the service and a client command; {@code ServerLifecycle} is the class
 * to read first: it has what the service does at its start and at its shutdown. May use every room.
 */
package dev.udsecho;
