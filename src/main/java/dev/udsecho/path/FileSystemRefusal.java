package dev.udsecho.path;

import static dev.udsecho.path.SocketPathException.orElsewhere;

import dev.udsecho.diagnosis.AccessDenial;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.PathInspector;
import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.Errno;
import dev.udsecho.os.IoMessages;
import dev.udsecho.os.Mount;
import dev.udsecho.os.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Explains why a file could not be created, looked up or renamed in the socket's directory, or a socket be bound there.
 * The error number alone does not explain it, so the directories are inspected from the root down.
 *
 * @param path the path that cannot be served
 * @param failure the failed operation
 * @param process this process
 */
record FileSystemRefusal(SocketPath path, IOException failure, ProcessContext process) {
    private static final Set<Errno> NO_SOCKETS = EnumSet.of(Errno.EPERM, Errno.ENOSYS, Errno.EOPNOTSUPP);

    static SocketPathException of(SocketPath path, IOException failure) {
        return new FileSystemRefusal(path, failure, ProcessContext.current()).explain();
    }

    /** Explains a failed bind(2) by its error number. The JDK, Netty and other servers report it as text (strerror(3)). */
    static SocketPathException ofBind(SocketPath path, IOException failure) {
        return NO_SOCKETS.contains(Errno.of(failure)) ? noSocketsHere(path, IoMessages.of(failure)) : of(path, failure);
    }

    /** Explains that the directory cannot hold a socket, with the reason in words. */
    static SocketPathException noSocketsHere(SocketPath path, String reason) {
        Path directory = path.directory();
        return orElsewhere(path, noSocketsIn(directory, Mounts.current().of(directory), " (" + reason + ")"));
    }

    /** Returns the finding that a directory cannot hold sockets. The detail is empty, or begins with a space. */
    static Finding noSocketsIn(Path directory, Optional<Mount> mount, String detail) {
        String type = mount.map(on -> ", " + on.type() + ",").orElse("");
        return Cause.NO_SOCKETS_HERE.found(directory, type, detail);
    }

    private SocketPathException explain() {
        Optional<Finding> obstacle = new PathInspector(path.file(), process).walkToDirectory();
        Errno errno = Errno.of(failure);
        return obstacle.isEmpty() && (errno == Errno.EMFILE || errno == Errno.ENFILE)
                ? new SocketPathException(path, Cause.NO_DESCRIPTORS.found())
                : orElsewhere(path, obstacle.orElseGet(() -> finding(errno)));
    }

    private Finding finding(Errno errno) {
        Path directory = path.directory();
        Optional<Mount> mount = process.mounts().of(directory);
        if (mount.filter(Mount::lacksSockets).isPresent()) {
            return noSocketsIn(directory, mount, "");
        }
        if (errno == Errno.EROFS || isReadOnly(directory, mount)) {
            return Cause.READ_ONLY.found(directory, described(mount));
        }
        if (!Files.isWritable(directory)) {
            return new AccessDenial(process).toWriteIn(directory);
        }
        if (errno == Errno.ENOSPC || errno == Errno.EDQUOT) {
            return Cause.NO_SPACE.found(directory, IoMessages.of(failure), described(mount));
        }
        return new AccessDenial(process).byPolicy(directory.toString(), errno, failure);
    }

    private static String described(Optional<Mount> mount) {
        return mount.map(on -> " (" + on.withOptions() + ")").orElse("");
    }

    private static boolean isReadOnly(Path directory, Optional<Mount> mount) {
        try {
            return mount.filter(Mount::isReadOnly).isPresent()
                    || Files.getFileStore(directory).isReadOnly();
        } catch (IOException e) {
            return false;
        }
    }
}
