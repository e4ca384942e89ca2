/**
 * Facts that the kernel reports: files and their identity, listeners, locks, error numbers, ids, mounts, namespaces,
 * descriptors and memory limits. Uses the JDK only.
 */
package dev.udsecho.os;
