package dev.udsecho.os;

/**
 * Peer credentials, as the kernel recorded them at the connect (SO_PEERCRED in <a
 * href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>).
 *
 * @param uid the effective user id
 * @param gid the effective group id; the kernel does not report the other groups
 * @param pid the process id, or 0 if it is in another PID namespace
 */
public record PeerIds(long uid, long gid, int pid) {
    @Override
    public String toString() {
        return "uid " + uid + ", gid " + gid + ", pid " + pid;
    }
}
