package dev.udsecho.diagnosis;

/**
 * Why a path cannot be served, by the ids that every message of this program uses for it. An id is a contract: people
 * search for it and scripts compare it, so it never changes.
 */
public enum Cause {
    /** A directory of the path is missing. */
    NO_DIRECTORY("no-directory"),
    /** A directory stands at the path, often made by a container engine whose mount source did not exist. */
    IS_DIRECTORY("is-directory"),
    /** A regular file, fifo, device or symbolic link stands at the path. */
    NOT_A_SOCKET("not-a-socket"),
    /** A directory of the path may not be searched or written. */
    DENIED_DIRECTORY("denied-directory"),
    /** The file itself may not be connected to, opened or replaced. */
    DENIED_FILE("denied-file"),
    /** Mode and owner allow it, and the kernel refuses all the same, as a security module makes it. */
    DENIED_POLICY("denied-policy"),
    /** A live server answers at the path. */
    IN_USE("in-use"),
    /** Another process holds the lock beside the path. */
    LOCKED("locked"),
    /** The file system is mounted read-only (EROFS). */
    READ_ONLY("read-only"),
    /** The file system has no room for one more file (ENOSPC, EDQUOT). */
    NO_SPACE("no-space"),
    /** The file system cannot hold a socket (EPERM, EOPNOTSUPP, ENOSYS from bind). */
    NO_SOCKETS_HERE("no-sockets-here");

    private final String id;

    Cause(String id) {
        this.id = id;
    }

    /** The id that messages show, in lower case with hyphens. */
    public String id() {
        return id;
    }
}
