package dev.udsecho.cli;

import dev.udsecho.client.EchoException;
import dev.udsecho.path.PathTooLong;
import dev.udsecho.path.SocketPath;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The socket that a command talks to. */
final class SocketOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--socket",
            paramLabel = "PATH",
            defaultValue = "${env:ECHO_SOCKET_PATH:-/tmp/echo.sock}",
            description = {
                "The socket to talk to: an absolute path, or the same as unix:///path.",
                "Default: ECHO_SOCKET_PATH, else /tmp/echo.sock."
            })
    private String text;

    /** What was asked for, as it was written. */
    String text() {
        return text;
    }

    /**
     * The path that it names.
     *
     * @throws ParameterException with what is allowed, if it names none
     * @throws EchoException if it is too long for a socket's address
     */
    SocketPath path() throws EchoException {
        try {
            return SocketPath.of(text);
        } catch (PathTooLong e) {
            throw new EchoException(text, e.finding());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--socket': " + text + " " + e.getMessage(), e);
        }
    }
}
