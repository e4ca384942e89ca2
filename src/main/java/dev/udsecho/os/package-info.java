/**
 * Facts that the kernel reports: files and their identity, listeners, locks, error numbers, ids, mounts, namespaces,
 * descriptors and memory limits. Uses no library besides the JDK.
 */
package dev.udsecho.os;
