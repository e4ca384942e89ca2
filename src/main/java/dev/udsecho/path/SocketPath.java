package dev.udsecho.path;

import dev.udsecho.text.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/**
 * A path that a Unix socket can be bound to and connected to: absolute, and at most {@value #MAX_BYTES} bytes in UTF-8.
 * The kernel's limit is 107 bytes and a terminator
 * (<a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>); the JDK's connect takes one byte less.
 *
 * @param file the final name, where clients connect
 */
public record SocketPath(Path file) {
    /** The longest path, in bytes. */
    public static final int MAX_BYTES = 106;

    private static final String SCHEME = "unix://";
    private static final Set<String> NO_FILE_NAMES = Set.of("", ".", "..");
    private static final char UNDECODABLE = '\uFFFD';
    private static final String NOT_ENCODABLE = "is no file name in the encoding "
            + System.getProperty("sun.jnu.encoding") + ", must have no NUL; LC_ALL=C.UTF-8 allows all letters";

    /**
     * Reads a path as people write it: {@code /run/echo/echo.sock} or {@code unix:///run/echo/echo.sock}.
     *
     * @throws PathTooLong if it is longer than {@value #MAX_BYTES} bytes
     * @throws IllegalArgumentException if it is not absolute, names no file, begins or ends with white space, or cannot be
     *     encoded; the message says what is allowed
     */
    public static SocketPath of(String text) {
        requireNoSpaceAround(text);
        String name = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
        require(name.startsWith("/"), "must be an absolute path such as /tmp/echo.sock, or unix:///tmp/echo.sock");
        String last = name.substring(name.lastIndexOf('/') + 1);
        require(!NO_FILE_NAMES.contains(last), "names a directory, must name the socket file in it");
        Path file = encodable(name);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new PathTooLong(bytes);
        }
        return new SocketPath(file);
    }

    /** White space around a path is no part of what was meant, and is not to be seen in a listing of the directory. */
    private static void requireNoSpaceAround(String text) {
        if (!text.isEmpty()) {
            requireVisible("begin", text.codePointAt(0));
            requireVisible("end", text.codePointBefore(text.length()));
        }
    }

    private static void requireVisible(String edge, int character) {
        if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
            throw new IllegalArgumentException(String.format(
                    "must not %s with %s (U+%04X): it came out of a file or a secret",
                    edge, noun(character), character));
        }
    }

    private static String noun(int space) {
        return switch (space) {
            case ' ' -> "a space";
            case '\t' -> "a tab";
            case '\r' -> "a carriage return";
            case '\n' -> "a line feed";
            default -> "white space";
        };
    }

    /** U+FFFD stands for bytes that the JVM could not decode: another file would be meant than the one that is served. */
    private static Path encodable(String name) {
        try {
            require(name.indexOf(UNDECODABLE) < 0, NOT_ENCODABLE);
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(NOT_ENCODABLE, e);
        }
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** The directory that holds the socket file and its lock file. */
    public Path directory() {
        return file.getParent();
    }

    /** The lock file beside the socket: whoever holds its lock owns the path. It is never deleted. */
    public Path lockFile() {
        return file.resolveSibling(file.getFileName() + ".lock");
    }

    /** For people, on one line whatever letters it has; {@link #file} is the name itself. */
    @Override
    public String toString() {
        return Printable.text(file.toString());
    }
}
