package dev.udsecho.client;

import dev.udsecho.socket.SocketPath;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The socket that a command talks to. */
final class Target {
    @Option(
            names = "--socket",
            paramLabel = "PATH",
            converter = Path.class,
            defaultValue = "${env:ECHO_SOCKET_PATH:-/tmp/echo.sock}",
            description = {
                "The socket to talk to: an absolute path, or the same as unix:///path.",
                "Default: ECHO_SOCKET_PATH, else /tmp/echo.sock."
            })
    private SocketPath path;

    SocketPath path() {
        return path;
    }

    /** Reads a path, and says what is allowed. */
    static final class Path implements ITypeConverter<SocketPath> {
        @Override
        public SocketPath convert(String text) {
            try {
                return SocketPath.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(text + " " + e.getMessage());
            }
        }
    }
}
