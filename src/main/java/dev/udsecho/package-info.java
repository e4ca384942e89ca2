/**
 * The entry points, and the lifecycle of the service. {@code Main} chooses between the service and a client command,
 * and connects the signals of {@code process} to {@code ServerLifecycle}, the class to read first: start, withdrawal,
 * drain, close. May use every package.
 */
package dev.udsecho;
