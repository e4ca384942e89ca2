package dev.udsecho.cli;

import dev.udsecho.text.Resources;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** The help of {@code udsecho serve}. Quarkus starts the service itself without this class. */
final class ServeCommand extends ClientCommand {
    private static final String KEYS = "keys.txt";

    ServeCommand() {
        super("serve", "Serve on a Unix domain socket until SIGTERM or SIGINT.");
        add(OptionSpec.builder("-D")
                .type(String.class)
                .paramLabel("key=value")
                .arity("0..1")
                .description("Set a key, in one word: -Decho.socket.path=/run/echo.sock.")
                .build());
        spec().usageMessage()
                .customSynopsis("udsecho [serve] [-Dkey=value]...")
                .sectionMap()
                .put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, help -> Resources.text(ServeCommand.class, KEYS));
        description(
                "%nEvery byte that a client sends comes back, in order, once. The file appears with its mode and group, when a"
                        + " client can be served, and is withdrawn at shutdown; nothing foreign at the path is ever touched.%n");
        exitStatus(
                "0:ended by SIGTERM or SIGINT; a second one ends it at once",
                "64:wrong configuration, or wrong arguments",
                "69:native transport, or the HTTP port, is not available",
                "70:a fault of this program, with a stack trace",
                "71:too few file descriptors or threads to start with",
                "73:the path cannot be owned; the message names the cause");
        examples(
                "%nExamples:%n",
                "  udsecho serve%n", "  ECHO_SOCKET_PATH=/run/echo/echo.sock udsecho serve -Decho.socket.group=2000");
    }

    /** Reports wrong usage. It runs only for arguments that do not start the service. */
    @Override
    public Integer call() {
        throw new ParameterException(
                spec().commandLine(),
                "-D must have key=value in the same word, as in -Decho.socket.path=/run/echo.sock");
    }
}
