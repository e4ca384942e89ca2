package dev.udsecho.path;

import dev.udsecho.os.Errno;
import dev.udsecho.os.IoMessages;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Explains why bind(2) refused to create a socket file. */
public final class BindRefusal {
    private static final Set<Errno> NO_SOCKETS = EnumSet.of(Errno.EPERM, Errno.ENOSYS, Errno.EOPNOTSUPP);

    private BindRefusal() {}

    /** Explains a failed bind by its error number. The JDK, Netty and other servers report it as text (strerror(3)). */
    public static SocketPathException of(SocketPath path, IOException failure) {
        return NO_SOCKETS.contains(Errno.of(failure))
                ? Refusals.noSocketsHere(path, IoMessages.of(failure))
                : FileSystemRefusal.of(path, failure);
    }
}
