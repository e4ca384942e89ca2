package dev.udsecho.cli.option;

import dev.udsecho.client.EchoException;
import dev.udsecho.path.PathTooLongException;
import dev.udsecho.path.SocketPath;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The socket that a command connects to. */
public class SocketOption {
    static final String LABEL = "PATH";

    /** Keeps a path as the user wrote it. Its type is a path, so that the completion script completes file names. */
    static final ITypeConverter<?> AS_WRITTEN = text -> text;

    private static final String VARIABLE = "ECHO_SOCKET_PATH";
    private static final String DEFAULT = "/tmp/echo.sock";

    private final CommandSpec spec;
    private final OptionSpec option = OptionSpec.builder("--socket")
            .type(Path.class)
            .converters(AS_WRITTEN)
            .paramLabel(LABEL)
            .description(
                    "The socket to talk to: a path, also as unix:PATH or unix:///PATH; ~/ is the home directory.",
                    "Default: " + VARIABLE + ", else " + DEFAULT + ".")
            .build();

    /** Adds the option to a command. */
    public SocketOption(CommandSpec spec) {
        this.spec = spec;
        spec.addOption(option);
    }

    /** Returns the path as the user wrote it. */
    String text() {
        String given = option.getValue();
        return given != null ? given : System.getenv().getOrDefault(VARIABLE, DEFAULT);
    }

    /**
     * Returns the socket's path.
     *
     * @throws ParameterException with the allowed forms, if the text is not a path
     * @throws EchoException if the path is too long for a socket's address
     */
    public final SocketPath path() throws EchoException {
        String text = text();
        try {
            return SocketPath.of(text);
        } catch (PathTooLongException e) {
            throw new EchoException(text, e.finding());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "the socket's path " + text + " " + e.getMessage(), e);
        }
    }
}
