package dev.udsecho.diagnosis;

import java.util.List;

/**
 * The cause why a socket does not answer or cannot be served, with its id, its message and its advice in one place. An
 * id and its status are a contract and never change: users search for the id, and scripts compare the status.
 */
public enum Cause {
    /** A directory of the path is missing. */
    NO_DIRECTORY("no-directory", 66, "there is no directory %s", "create it", "mount the volume that holds it"),
    /** The directory exists, and the name does not. */
    NO_FILE("no-file", 66, "nothing has that name", "start the server", "mount the directory that it serves in"),
    /** A symbolic link leads to a missing file. */
    SYMLINK_DANGLING("symlink-dangling", 66, "%s is a symbolic link to %s, and %s", "mend the link"),
    /** Symbolic links form a loop. */
    SYMLINK_LOOP("symlink-loop", 66, "the symbolic links from %s form a loop", "mend the link"),
    /** A directory is at the path. */
    IS_DIRECTORY(
            "is-directory",
            65,
            "a directory is there, as container engines make one where a mounted path did not exist",
            "remove it and mount its parent directory"),
    /** A regular file, fifo, device or symbolic link is at the path. */
    NOT_A_SOCKET("not-a-socket", 65, "%s is there", "move it away"),
    /** A datagram or seqpacket socket is at the path (EPROTOTYPE). */
    WRONG_TYPE(
            "wrong-type",
            65,
            "a datagram or seqpacket socket is there",
            "stop its server, and start one that listens on a stream socket"),
    /** The path is longer than the kernel's and the JDK's limits. */
    PATH_TOO_LONG(
            "path-too-long",
            64,
            "the path is %s bytes long in UTF-8, and %s is the most",
            "choose a shorter path",
            "go through a short symbolic link to its directory"),
    /** No process listens on the socket file (ECONNREFUSED). */
    STALE("stale", 69, "no process listens there any more, or not yet: the file is stale", "start its server again"),
    /** The socket file itself is mounted, and no longer belongs to its server. */
    MOUNTED_FILE(
            "mounted-file",
            69,
            "the socket file itself is mounted, so that it stays the old one when its server makes a new one",
            "mount the directory that holds the socket in place of the file",
            "until then, restart the container that mounts it"),
    /** The file system is shared with another kernel. */
    FOREIGN_KERNEL(
            "foreign-kernel",
            69,
            "its file system (%s on %s) is shared with another kernel or process: a socket's name crosses it, its"
                    + " connections don't",
            "keep both ends in containers of one kernel, with the socket on a named volume"),
    /** A directory of the path may not be searched or written. */
    DENIED_DIRECTORY(
            "denied-directory",
            77,
            "this process (%s) may not %s the directory %s%s",
            "run as its owner or in its group",
            "have its owner let others in"),
    /** The file itself may not be connected to, opened or replaced. */
    DENIED_FILE(
            "denied-file",
            77,
            "this process (%s) may not write to the socket%s",
            "join its group (in Kubernetes, one fsGroup for both ends)",
            "have its server set echo.socket.mode or echo.socket.group"),
    /** Access is denied, and the owner or group is not mapped in this user namespace. */
    UNMAPPED_OWNER(
            "unmapped-owner",
            77,
            "this process (%s) may not %s %s%s, whose owner or group has no name in this user namespace and shows as %s",
            "run both ends in one user namespace",
            "map the owner's and the group's id into this one (with rootless Podman, --userns=keep-id)"),
    /** Mode and owner allow the access, and the kernel denies it, as a security module causes. */
    DENIED_POLICY(
            "denied-policy",
            77,
            "mode and owner of %s allow it, but the kernel reports \"%s\"",
            "check for a security module's rule"),
    /** The server listens, and does not accept fast enough (EAGAIN). */
    BACKLOG_FULL(
            "backlog-full",
            75,
            "its server did not accept a connection within %s",
            "check whether it is stuck",
            "raise its backlog (echo.socket.backlog, net.core.somaxconn)"),
    /** The connect succeeded, and not all bytes came back in time. */
    MUTE(
            "mute",
            75,
            "connected, and %s of %s bytes came back within %s",
            "check whether its server is stuck",
            "wait longer with --timeout"),
    /** The server accepted the connection, and closed it without an answer. */
    CLOSED(
            "closed",
            74,
            "its server took the connection and closed it with no answer",
            "read its log, and its rules about which peers may connect"),
    /** The server answers in another protocol. */
    NOT_ECHO("not-echo", 74, "%s answers there, no echo: %s", "name the socket of an echo service"),
    /** The server answers in another protocol than the expected one. */
    NOT_EXPECTED("not-expected", 74, "%s answers there, not %s: %s", "name the socket of the server that is meant"),
    /** The server answers in the expected protocol, and reports that it is not ready. */
    NOT_SERVING("not-serving", 75, "%s", "wait until it is ready, with udsecho wait", "read its server's log"),
    /** Bytes came back that differ from those sent. */
    ALTERED(
            "altered",
            74,
            "the answer differs from what was sent at offset %s",
            "check whether that is an echo service"),
    /** Fewer bytes came back than were sent. */
    TRUNCATED("truncated", 74, "the answer ended after %s bytes of the %s that were sent", "read its server's log"),
    /** This process is out of file descriptors (EMFILE, ENFILE). */
    NO_DESCRIPTORS("no-descriptors", 71, "this process is out of file descriptors", "raise its limit (ulimit -n)"),
    /** A live server answers at the path. */
    IN_USE("in-use", 73, "%s answers there%s", "stop it"),
    /** Another process holds the lock beside the path. */
    LOCKED("locked", 73, "%s holds its lock %s%s", "stop it"),
    /** The file system is mounted read-only (EROFS). */
    READ_ONLY("read-only", 73, "the file system of %s is mounted read-only%s", "mount a writable volume there"),
    /** The file system has no room for one more file (ENOSPC, EDQUOT). */
    NO_SPACE(
            "no-space",
            73,
            "the file system of %s has no room for one more file (%s)%s",
            "free blocks or inodes there"),
    /**
     * The file system cannot hold a socket (EPERM, EOPNOTSUPP, ENOSYS from bind), or not with the requested mode or
     * group.
     */
    NO_SOCKETS_HERE(
            "no-sockets-here",
            73,
            "the file system of %s%s cannot hold a socket%s",
            "use a volume of this kernel such as a tmpfs"),
    /** A round trip succeeded. */
    OK("ok", 0, "a round trip took %s µs");

    private final String id;
    private final int status;
    private final String sentence;
    private final List<String> advice;

    Cause(String id, int status, String sentence, String... advice) {
        this.id = id;
        this.status = status;
        this.sentence = sentence;
        this.advice = List.of(advice);
    }

    /** Returns the id that messages show, in lower case with hyphens. */
    public String id() {
        return id;
    }

    /**
     * Returns the exit status of a client command that meets this cause, as sysexits.h numbers it; {@code serve} exits
     * with 73.
     */
    public int status() {
        return status;
    }

    /**
     * Returns the advice, each item a sentence without its capital and full stop; empty only for a successful round
     * trip.
     */
    public List<String> advice() {
        return advice;
    }

    /** Returns a finding of this cause. The facts fill the placeholders of its message in order. */
    public Finding found(Object... facts) {
        return saying(String.format(sentence, facts));
    }

    /** Returns a finding of this cause with another message. */
    public Finding saying(String words) {
        return new Finding(this, words, List.of(), advice);
    }
}
