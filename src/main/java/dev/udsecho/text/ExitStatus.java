package dev.udsecho.text;

/**
 * How the program ends when no {@link dev.udsecho.diagnosis.Cause} says it, in the numbers of
 * <a href="https://man7.org/linux/man-pages/man3/sysexits.h.3head.html">sysexits.h(3head)</a>.
 */
public enum ExitStatus {
    /** It worked, or was told to end by SIGTERM or SIGINT. */
    OK(0),
    /** Wrong words on the command line, or a wrong configuration. */
    USAGE(64),
    /** Something that the service needs is not available: native transport, or its HTTP port. */
    UNAVAILABLE(69),
    /** A fault of the program: none of the others fits. */
    SOFTWARE(70),
    /** The process is out of file descriptors. */
    OS_ERROR(71),
    /** The path cannot be owned, or a file that was asked for cannot be made. */
    CANNOT_CREATE(73),
    /** Standard input or output failed. */
    IO(74),
    /** The time is up. */
    TEMPORARY_FAILURE(75);

    private final int number;

    ExitStatus(int number) {
        this.number = number;
    }

    /** The number that the parent process sees. */
    public int number() {
        return number;
    }
}
