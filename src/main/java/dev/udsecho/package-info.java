/**
 * The program. {@code Main} chooses between the service and a client command; {@code ServerLifecycle} is the place to read
 * first: what the service does at its start and at its shutdown. May use every room.
 */
package dev.udsecho;
