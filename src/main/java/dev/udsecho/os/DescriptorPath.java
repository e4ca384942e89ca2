package dev.udsecho.os;

import dev.udsecho.os.DirectoryEntry.Inode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds names of open files below {@code /proc/self/fd} (<a
 * href="https://man7.org/linux/man-pages/man5/proc_pid_fd.5.html">proc_pid_fd(5)</a>). Such a name leads to the open
 * file itself, even after another file has taken its other names.
 */
public final class DescriptorPath {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private DescriptorPath() {}

    /**
     * Returns a name of a file that this process has open, or empty if it is not open or the kernel does not provide
     * the name. The name is valid until the file is closed.
     */
    public static Optional<Path> of(Inode file) throws IOException {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (isOnFileSystem(descriptor) && leadsTo(file, descriptor)) {
                    return Optional.of(descriptor);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Returns whether a descriptor's link leads to a path. Sockets and pipes, of which there may be thousands, have
     * links such as {@code socket:[4711]} and need no stat(2).
     */
    private static boolean isOnFileSystem(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).isAbsolute();
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static boolean leadsTo(Inode file, Path descriptor) throws IOException {
        return DirectoryEntry.follow(descriptor).map(DirectoryEntry::inode).equals(Optional.of(file));
    }
}
