package dev.udsecho.diagnosis;

/**
 * A fact that supports a finding.
 *
 * @param what the inspected object, such as a directory or {@code connect}
 * @param found what was found there
 */
public record Evidence(String what, String found) {
    /** The result of connect(2). */
    public static final String CONNECT = "connect";
}
