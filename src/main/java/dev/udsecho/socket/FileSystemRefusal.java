package dev.udsecho.socket;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Mounts;
import dev.udsecho.diagnosis.Obstacle;
import dev.udsecho.diagnosis.PathInspector;
import dev.udsecho.diagnosis.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Why a file could not be made, looked up or renamed in the socket's directory. The JDK's exceptions tell ENOENT, EACCES
 * and EEXIST apart and nothing else, so the directories are asked, from the root down.
 */
final class FileSystemRefusal {
    private FileSystemRefusal() {}

    static PathRefused of(SocketPath path, IOException failure) {
        return PathInspector.onTheWayTo(path.file())
                .map(obstacle -> refused(path, obstacle))
                .orElseGet(() -> in(path.directory(), path, failure));
    }

    private static PathRefused refused(SocketPath path, Obstacle obstacle) {
        String advice =
                switch (obstacle.cause()) {
                    case NO_DIRECTORY -> "make it, or mount the volume that holds it, ";
                    case SYMLINK_DANGLING, SYMLINK_LOOP -> "mend the link, ";
                    default -> "run as its owner or in its group, ";
                };
        return new PathRefused(obstacle.cause(), path, obstacle.words() + "; " + advice + Refusals.ELSEWHERE);
    }

    /** The same for a file of another directory than the socket's. */
    static PathRefused in(Path directory, SocketPath path, IOException failure) {
        String words = Reason.of(failure);
        if (isReadOnly(directory)) {
            return new PathRefused(
                    Cause.READ_ONLY,
                    path,
                    "the file system of " + directory + " is mounted read-only; mount a writable volume there, "
                            + Refusals.ELSEWHERE);
        }
        if (!Files.isWritable(directory)) {
            return refused(path, PathInspector.denied("write to", directory));
        }
        if (words.contains("No space left") || words.contains("quota exceeded")) {
            return new PathRefused(
                    Cause.NO_SPACE,
                    path,
                    "the file system of " + directory + " has no room for one more file (" + words
                            + "); free blocks or inodes there, " + Refusals.ELSEWHERE);
        }
        if (words.contains("Too many open files")) {
            return new PathRefused(
                    Cause.NO_DESCRIPTORS,
                    path,
                    "this process is out of file descriptors (" + words + "); raise its limit (ulimit -n)");
        }
        return new PathRefused(
                Cause.DENIED_POLICY,
                path,
                "mode and owner of " + directory + " allow it, and still the kernel says \"" + words
                        + "\"; look for a security module's rule, " + Refusals.ELSEWHERE);
    }

    private static boolean isReadOnly(Path directory) {
        try {
            return Mounts.of(directory).filter(Mounts.Mount::isReadOnly).isPresent()
                    || Files.getFileStore(directory).isReadOnly();
        } catch (IOException e) {
            return false;
        }
    }
}
