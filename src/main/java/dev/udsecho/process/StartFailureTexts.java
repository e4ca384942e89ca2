package dev.udsecho.process;

/**
 * The texts by which a failed start is recognised, where Quarkus, the JDK or the kernel reports a user's mistake by its
 * message only. No other class of the start matches them; those of failed system calls are in {@code os.Errno}. {@code StartFailureTextsTest} fails when an upgrade changes one.
 */
final class StartFailureTexts {
    /** Quarkus' message for an HTTP port that cannot be bound; its innermost cause has the reason. */
    static final String HTTP_SERVER = "Unable to start HTTP server";

    /** Vert.x' message for a port out of range, before the range. */
    static final String PORT_RANGE = "port must be ";

    /** The C library's message for a process without a free descriptor (EMFILE). */
    static final String DESCRIPTORS = "Too many open files";

    /** The JVM's message for a thread that cannot be created, in part. */
    static final String THREADS = "native thread";

    private StartFailureTexts() {}
}
