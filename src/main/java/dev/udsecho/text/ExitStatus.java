package dev.udsecho.text;

/**
 * The exit status of the program where no {@link dev.udsecho.diagnosis.Cause} determines it, numbered as in <a
 * href="https://man7.org/linux/man-pages/man3/sysexits.h.3head.html">sysexits.h(3head)</a>.
 */
public enum ExitStatus {
    /** The command succeeded, or was stopped by SIGTERM or SIGINT. */
    OK(0),
    /** The command line or the configuration is wrong. */
    USAGE(64),
    /** A resource that the service needs is not available: the native transport, or its HTTP port. */
    UNAVAILABLE(69),
    /** The program has a defect: no other status fits. */
    SOFTWARE(70),
    /** The process is out of file descriptors. */
    OS_ERROR(71),
    /** The path cannot be owned, or a requested file cannot be created. */
    CANNOT_CREATE(73),
    /** Standard input or output failed. */
    IO(74),
    /** A time limit is over. */
    TEMPORARY_FAILURE(75);

    private final int number;

    ExitStatus(int number) {
        this.number = number;
    }

    /** Returns the number that the parent process gets. */
    public int number() {
        return number;
    }
}
