package dev.udsecho.diagnosis;

/**
 * Why a socket does not answer, or cannot be served, by the ids that every message of this program uses for it. An id
 * and its status are a contract: people search for the one, and scripts compare the other, so they never change.
 */
public enum Cause {
    /** A directory of the path is missing. */
    NO_DIRECTORY("no-directory", 66),
    /** The directory is there, and the name is not. */
    NO_FILE("no-file", 66),
    /** A symbolic link leads nowhere. */
    SYMLINK_DANGLING("symlink-dangling", 66),
    /** Symbolic links lead round. */
    SYMLINK_LOOP("symlink-loop", 66),
    /** A directory stands at the path, often made by a container engine whose mount source did not exist. */
    IS_DIRECTORY("is-directory", 65),
    /** A regular file, fifo, device or symbolic link stands at the path. */
    NOT_A_SOCKET("not-a-socket", 65),
    /** A datagram or seqpacket socket (EPROTOTYPE). */
    WRONG_TYPE("wrong-type", 65),
    /** A socket file that nobody listens on (ECONNREFUSED). */
    STALE("stale", 69),
    /** A directory of the path may not be searched or written. */
    DENIED_DIRECTORY("denied-directory", 77),
    /** The file itself may not be connected to, opened or replaced. */
    DENIED_FILE("denied-file", 77),
    /** Mode and owner allow it, and the kernel refuses all the same, as a security module makes it. */
    DENIED_POLICY("denied-policy", 77),
    /** Somebody listens, and does not accept fast enough (EAGAIN). */
    BACKLOG_FULL("backlog-full", 75),
    /** Connected, and not everything came back in time. */
    MUTE("mute", 75),
    /** Accepted, and closed with no answer. */
    CLOSED("closed", 74),
    /** Other bytes came back than were sent. */
    ALTERED("altered", 74),
    /** Fewer bytes came back than were sent. */
    TRUNCATED("truncated", 74),
    /** The caller itself is out of file descriptors (EMFILE, ENFILE). */
    NO_DESCRIPTORS("no-descriptors", 71),
    /** A live server answers at the path. */
    IN_USE("in-use", 73),
    /** Another process holds the lock beside the path. */
    LOCKED("locked", 73),
    /** The file system is mounted read-only (EROFS). */
    READ_ONLY("read-only", 73),
    /** The file system has no room for one more file (ENOSPC, EDQUOT). */
    NO_SPACE("no-space", 73),
    /** The file system cannot hold a socket (EPERM, EOPNOTSUPP, ENOSYS from bind). */
    NO_SOCKETS_HERE("no-sockets-here", 73);

    private final String id;
    private final int status;

    Cause(String id, int status) {
        this.id = id;
        this.status = status;
    }

    /** The id that messages show, in lower case with hyphens. */
    public String id() {
        return id;
    }

    /** The exit status of a client command that meets it, as sysexits.h numbers it; {@code serve} ends with 73. */
    public int status() {
        return status;
    }
}
