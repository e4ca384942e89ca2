package dev.udsecho.diagnosis;

/**
 * What stands between a caller and a socket.
 *
 * @param cause the cause
 * @param words what is the case, as the first half of a sentence
 */
public record Obstacle(Cause cause, String words) {}
