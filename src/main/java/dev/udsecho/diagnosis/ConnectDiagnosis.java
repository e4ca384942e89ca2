package dev.udsecho.diagnosis;

import dev.udsecho.os.Errno;
import dev.udsecho.os.Mount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Determines why connect(2) failed (<a href="https://man7.org/linux/man-pages/man2/connect.2.html">connect(2)</a>, <a
 * href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>). If several match, returns the most certain:
 *
 * <ol>
 *   <li>this process has no free descriptor: the kernel did not inspect the path;
 *   <li>an obstacle that the walk along the path found;
 *   <li>another type of socket, which the kernel reports;
 *   <li>a file system of another kernel: no connect through it can succeed, whatever other causes match;
 *   <li>a mounted file without a listener, then any other file without one;
 *   <li>access denied: an unmapped owner, then the mode, then another rule.
 * </ol>
 *
 * @param file the socket
 * @param process this process
 * @param failure the failed connect
 */
public record ConnectDiagnosis(Path file, ProcessContext process, IOException failure) {
    /** The errors that file systems of {@link Mount#isForeign} were observed to return. */
    private static final Set<Errno> FOREIGN_KERNEL_ERRORS =
            EnumSet.of(Errno.ECONNREFUSED, Errno.ENXIO, Errno.EOPNOTSUPP, Errno.EPERM);

    /** Returns why this process could not connect. */
    public static Finding of(Path file, IOException failure) {
        return of(file, ProcessContext.current(), failure);
    }

    static Finding of(Path file, ProcessContext process, IOException failure) {
        return new ConnectDiagnosis(file, process, failure).finding();
    }

    private Finding finding() {
        Errno errno = Errno.of(failure);
        if (errno == Errno.EMFILE || errno == Errno.ENFILE) {
            return Cause.NO_DESCRIPTORS.found().with("socket", Errno.describe(failure));
        }
        return new PathInspector(file, process).walk().orElseGet(() -> atTheSocket(errno)
                .with(Evidence.CONNECT, Errno.describe(failure)));
    }

    private Finding atTheSocket(Errno errno) {
        if (errno == Errno.EPROTOTYPE) {
            return Cause.WRONG_TYPE.found();
        }
        Optional<Mount> mount = process.mounts().of(file);
        if (mount.isPresent() && mount.get().isForeign() && FOREIGN_KERNEL_ERRORS.contains(errno)) {
            return Cause.FOREIGN_KERNEL
                    .found(mount.get().type(), mount.get().point())
                    .with("mount", mount.get());
        }
        return switch (errno) {
            case ECONNREFUSED ->
                mount.filter(on -> process.mounts().isMountPoint(file))
                        .map(ConnectDiagnosis::mountedFile)
                        .orElseGet(Cause.STALE::found);
            case EACCES -> new AccessDenial(process).toConnectTo(file);
            case ENOENT ->
                Cause.NO_FILE
                        .saying("nothing had that name a moment ago, and now something has")
                        .advising("try again");
            default -> new AccessDenial(process).byPolicy("the socket", errno, failure);
        };
    }

    private static Finding mountedFile(Mount mount) {
        return Cause.MOUNTED_FILE
                .found()
                .with("mount", mount + (mount.isOfDeletedFile() ? ", of a file that was deleted" : ""));
    }
}
