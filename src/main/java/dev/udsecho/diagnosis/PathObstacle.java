package dev.udsecho.diagnosis;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.Errno;
import dev.udsecho.os.FileKind;
import dev.udsecho.os.Mount;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Detects what blocks the path at one component: at a directory, at the socket, or when lstat(2) fails.
 *
 * @param file the path of the socket
 * @param process this process
 */
record PathObstacle(Path file, ProcessContext process) {
    /** Returns the obstacle at a directory: it is missing, is another kind of file, or may not be searched. */
    Optional<Finding> atDirectory(Path step, Optional<DirectoryEntry> found) throws IOException {
        if (found.isEmpty()) {
            return Optional.of(Cause.NO_DIRECTORY.found(step));
        }
        FileKind kind = found.get().kind();
        if (kind != FileKind.DIRECTORY) {
            return Optional.of(Cause.NO_DIRECTORY
                    .saying(step + " is " + kind + ", no directory")
                    .advising("move it away"));
        }
        return maySearch(step) ? Optional.empty() : Optional.of(new AccessDenial(process).toSearch(step, found.get()));
    }

    /**
     * Returns whether this process may search a directory, by a stat(2) through it; access(2) would ignore
     * capabilities.
     */
    private static boolean maySearch(Path directory) throws IOException {
        try {
            return DirectoryEntry.at(directory.resolve(".")).isPresent();
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    /** Returns the obstacle at the name: it is missing, or is another kind of file. */
    Optional<Finding> atSocket(Optional<Path> link, Optional<DirectoryEntry> found) {
        if (found.isEmpty()) {
            return Optional.of(new MissingFile(file, process.mounts()).finding());
        }
        return switch (found.get().kind()) {
            case SOCKET -> Optional.empty();
            case DIRECTORY -> Optional.of(directory());
            default -> {
                String kind = found.get().kind().toString();
                yield Optional.of(Cause.NOT_A_SOCKET.found(link.map(target -> "a link to " + target + ", " + kind + ",")
                        .orElse(kind)));
            }
        };
    }

    private Finding directory() {
        List<String> sockets =
                SimilarNames.of(file).bySimilarityTo(file.getFileName().toString());
        if (!sockets.isEmpty()) {
            return Cause.IS_DIRECTORY
                    .saying("a directory is there")
                    .with(
                            "sockets in it",
                            sockets.stream().limit(MissingFile.MAX_SHOWN).collect(Collectors.joining(", ")))
                    .advising("name " + file.resolve(sockets.get(0)) + ", which is in it");
        }
        Finding directory = Cause.IS_DIRECTORY.found();
        return process.mounts().isMountPoint(file)
                ? directory
                        .with("mount", "something is mounted on it")
                        .advising("unmount it, remove it, and mount its parent directory")
                : directory;
    }

    /**
     * Explains a failed lstat(2): it is denied, or the file system is broken, though the directory above may be
     * searched.
     */
    Finding ofStat(Path step, IOException failure) {
        Optional<Mount> mount = process.mounts().ofRealPath(step.normalize());
        Errno errno = Errno.of(failure);
        if (errno == Errno.ENOTCONN && mount.filter(Mount::isForeign).isPresent()) {
            return Cause.FOREIGN_KERNEL
                    .saying("its file system (" + mount.get() + ") has lost the process that served it")
                    .with(step.toString(), Errno.describe(failure))
                    .advising("mount it again");
        }
        return new AccessDenial(process).byPolicy(step.toString(), errno, failure);
    }
}
