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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Explains why a file could not be created, looked up or renamed in the socket's directory. The error number alone does
 * not explain it, so the directories are inspected from the root down.
 */
final class FileSystemRefusal {
    private final ProcessContext process = ProcessContext.current();
    private final SocketPath path;
    private final IOException failure;

    private FileSystemRefusal(SocketPath path, IOException failure) {
        this.path = path;
        this.failure = failure;
    }

    static SocketPathException of(SocketPath path, IOException failure) {
        return new FileSystemRefusal(path, failure).onPath();
    }

    private SocketPathException onPath() {
        return new PathInspector(path.file(), process)
                .walkToDirectory()
                .map(obstacle -> orElsewhere(path, obstacle))
                .orElseGet(this::inDirectory);
    }

    private SocketPathException inDirectory() {
        Errno errno = Errno.of(failure);
        if (errno == Errno.EMFILE || errno == Errno.ENFILE) {
            return new SocketPathException(path, Cause.NO_DESCRIPTORS.found());
        }
        return orElsewhere(path, finding(errno));
    }

    private Finding finding(Errno errno) {
        Path directory = path.directory();
        Optional<Mount> mount = process.mounts().of(directory);
        if (mount.filter(Mount::lacksSockets).isPresent()) {
            return Refusals.noSocketsIn(directory, mount, "");
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
