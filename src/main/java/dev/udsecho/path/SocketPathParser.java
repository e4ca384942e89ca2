package dev.udsecho.path;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Parses paths as users write them: {@code /run/echo.sock}, {@code ./echo.sock}, {@code ~/echo.sock}, each also as
 * {@code unix:PATH} (<a href="https://github.com/grpc/grpc/blob/master/doc/naming.md">gRPC's form</a>), and {@code
 * unix:///run/echo.sock}. A relative path starts at the working directory.
 */
final class SocketPathParser {
    private static final String SCHEME = "unix:";
    private static final String HOME = "~";
    private static final Set<String> NO_FILE_NAMES = Set.of("", ".", "..");
    private static final char UNDECODABLE = '\uFFFD';
    private static final String NOT_ENCODABLE = "is no file name in the encoding "
            + System.getProperty("sun.jnu.encoding") + ", must have no NUL; LC_ALL=C.UTF-8 allows all characters";

    private SocketPathParser() {}

    /** Returns the absolute path. Fails as {@link SocketPath#of} does. */
    static Path parse(String text) {
        requireNoSpaceAround(text);
        String name = withoutScheme(text);
        require(!name.isEmpty(), "must be a path such as /tmp/echo.sock, or unix:///tmp/echo.sock");
        String last = name.substring(name.lastIndexOf('/') + 1);
        require(
                !NO_FILE_NAMES.contains(last) && !name.equals(HOME),
                "names a directory, must name the socket file in it");
        Path file = absolute(encodable(name));
        int bytes = file.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > SocketPath.MAX_BYTES) {
            throw new PathTooLongException(bytes);
        }
        return file;
    }

    private static String withoutScheme(String text) {
        if (!text.startsWith(SCHEME)) {
            return text;
        }
        String name = text.substring(SCHEME.length());
        boolean isUri = name.startsWith("//");
        require(!isUri || name.startsWith("///"), "must have three slashes, as in unix:///tmp/echo.sock");
        return isUri ? name.substring(2) : name;
    }

    /**
     * Returns the path from the root. Only a shell expands the home directories of other users, and a variable's value
     * or a line of a file does not pass through a shell.
     */
    private static Path absolute(Path path) {
        if (path.startsWith(HOME)) {
            String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
            return Path.of(home).toAbsolutePath().resolve(path.subpath(1, path.getNameCount()));
        }
        require(!path.toString().startsWith(HOME), "begins with ~, and only ~/ is expanded here");
        return path.isAbsolute() ? path : inWorkingDirectory(path);
    }

    /**
     * Resolves a path against the working directory, which has no symbolic links (getcwd(3)), so {@code ..} leads to
     * its parent.
     */
    private static Path inWorkingDirectory(Path path) {
        Path file = Path.of("").toAbsolutePath();
        Path base = file;
        for (Path name : path) {
            boolean up = name.toString().equals("..") && file.equals(base) && file.getParent() != null;
            if (up) {
                file = file.getParent();
                base = file;
            } else if (!name.toString().equals(".")) {
                file = file.resolve(name);
            }
        }
        return file;
    }

    /**
     * Rejects white space around a path. It is not part of the intended name, and is invisible in a directory listing.
     */
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

    /**
     * Returns the text as a path. U+FFFD stands for bytes that the JVM could not decode: the user would mean another
     * file than the server would use.
     */
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
}
