package dev.udsecho.os;

/**
 * Who connected, as the kernel noted it then (SO_PEERCRED in
 * <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>).
 *
 * @param uid the effective user id
 * @param gid the effective group id; of other groups the kernel does not tell
 * @param pid the process id, 0 if it is in another PID namespace
 */
public record PeerIds(long uid, long gid, int pid) {
    @Override
    public String toString() {
        return "uid " + uid + ", gid " + gid + ", pid " + pid;
    }
}
