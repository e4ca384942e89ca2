package dev.udsecho.path;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Why bind(2) refused to make a socket file. The numbers are those of errno(3) on Linux, the same on x86_64 and aarch64.
 */
public final class BindRefusal {
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;
    private static final int EOPNOTSUPP = 95;
    private static final Set<Integer> NO_SOCKETS = Set.of(EPERM, ENOSYS, EOPNOTSUPP);

    private BindRefusal() {}

    /**
     * Explains a failed bind.
     *
     * @param errno the error number, or empty if the failure was no system call's
     * @param words what the kernel or the library said
     */
    public static SocketPathException of(SocketPath path, OptionalInt errno, String words) {
        if (errno.isPresent() && NO_SOCKETS.contains(errno.getAsInt())) {
            return Refusals.noSocketsHere(path, words);
        }
        return FileSystemRefusal.of(path, new IOException(words));
    }
}
