package dev.udsecho.socket;

import static dev.udsecho.socket.PathRefused.orElsewhere;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Denial;
import dev.udsecho.diagnosis.Errno;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.Mount;
import dev.udsecho.diagnosis.PathInspector;
import dev.udsecho.diagnosis.Reason;
import dev.udsecho.diagnosis.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Why a file could not be made, looked up or renamed in the socket's directory. The kernel's word alone does not tell it, so
 * the directories are asked, from the root down.
 */
final class FileSystemRefusal {
    private final Surroundings surroundings = Surroundings.current();
    private final SocketPath path;
    private final IOException failure;

    private FileSystemRefusal(SocketPath path, IOException failure) {
        this.path = path;
        this.failure = failure;
    }

    static PathRefused of(SocketPath path, IOException failure) {
        return new FileSystemRefusal(path, failure).onTheWay();
    }

    private PathRefused onTheWay() {
        return new PathInspector(path.file(), surroundings)
                .walkToDirectory()
                .map(obstacle -> orElsewhere(path, obstacle))
                .orElseGet(this::inDirectory);
    }

    private PathRefused inDirectory() {
        Errno errno = Errno.of(failure);
        if (errno == Errno.EMFILE || errno == Errno.ENFILE) {
            return new PathRefused(path, Cause.NO_DESCRIPTORS.found());
        }
        return orElsewhere(path, finding(errno));
    }

    private Finding finding(Errno errno) {
        Path directory = path.directory();
        Optional<Mount> mount = surroundings.mounts().of(directory);
        if (mount.filter(Mount::holdsNoSockets).isPresent()) {
            return Refusals.noSocketsIn(directory, mount, "");
        }
        if (errno == Errno.EROFS || isReadOnly(directory, mount)) {
            return Cause.READ_ONLY.found(directory, described(mount));
        }
        if (!Files.isWritable(directory)) {
            return new Denial(surroundings).toWriteIn(directory);
        }
        if (errno == Errno.ENOSPC || errno == Errno.EDQUOT) {
            return Cause.NO_SPACE.found(directory, Reason.of(failure), described(mount));
        }
        return new Denial(surroundings).byPolicy(directory.toString(), errno, failure);
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
