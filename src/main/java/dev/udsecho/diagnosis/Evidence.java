package dev.udsecho.diagnosis;

/**
 * A fact that a verdict rests on.
 *
 * @param what what was looked at, such as a directory or {@code connect}
 * @param found what was seen there
 */
public record Evidence(String what, String found) {
    /** What connect(2) said. */
    public static final String CONNECT = "connect";
}
