package dev.udsecho.path;

import dev.udsecho.text.Printable;
import java.nio.file.Path;

/**
 * A path that a Unix socket can be bound to and connected to: absolute, and at most {@value #MAX_BYTES} bytes in UTF-8.
 * The kernel's limit is 107 bytes and a terminator
 * (<a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>); the JDK's connect takes one byte less.
 *
 * @param file the final name, where clients connect
 */
public record SocketPath(Path file) {
    /** Maximum length of a path in bytes. */
    public static final int MAX_BYTES = 106;

    /**
     * Parses a path as users write it ({@link SocketPathParser}).
     *
     * @throws PathTooLongException if it is longer than {@value #MAX_BYTES} bytes
     * @throws IllegalArgumentException if the text names no file, begins or ends with white space, or cannot be
     *     encoded; the message states what is allowed
     */
    public static SocketPath of(String text) {
        return new SocketPath(SocketPathParser.parse(text));
    }

    /** Returns the directory that holds the socket file and its lock file. */
    public Path directory() {
        return file.getParent();
    }

    /**
     * Returns the lock file beside the socket. The process that holds its lock owns the path. The file is never
     * deleted.
     */
    public Path lockFile() {
        return file.resolveSibling(file.getFileName() + ".lock");
    }

    /** Returns the path as printable text on one line, whatever characters it has. {@link #file} is the name itself. */
    @Override
    public String toString() {
        return Printable.text(file.toString());
    }
}
