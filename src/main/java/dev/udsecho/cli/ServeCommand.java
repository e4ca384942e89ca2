package dev.udsecho.cli;

import dev.udsecho.text.Resources;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The help of {@code udsecho serve}. Quarkus starts the service itself without this class. */
@Command(
        name = "serve",
        header = "Serve on a Unix domain socket until SIGTERM or SIGINT.",
        synopsisHeading = "Usage: ",
        customSynopsis = "udsecho [serve] [-Dkey=value]...",
        description = {
            "%nEvery byte that a client sends comes back, in order, once. The file appears with its mode and group, when a"
                    + " client can be served, and is withdrawn at shutdown; nothing foreign at the path is ever touched.%n"
        },
        exitCodeList = {
            "0:ended by SIGTERM or SIGINT; a second one ends it at once",
            "64:wrong configuration, or wrong arguments",
            "69:native transport, or the HTTP port, is not available",
            "70:a fault of this program, with a stack trace",
            "71:too few file descriptors or threads to start with",
            "73:the path cannot be owned; the message names the cause"
        },
        footer = {
            "%nExamples:%n",
            "  udsecho serve%n",
            "  ECHO_SOCKET_PATH=/run/echo/echo.sock udsecho serve -Decho.socket.group=2000"
        })
final class ServeCommand implements Runnable {
    private static final String KEYS = "keys.txt";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "-D",
            paramLabel = "key=value",
            arity = "0..1",
            description = "Set a key, in one word: -Decho.socket.path=/run/echo.sock.")
    private String property;

    /** Adds the table of configuration keys to the help of the given {@code serve} command line. */
    static CommandLine withKeyTable(CommandLine serve) {
        serve.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, ServeCommand::keyTable);
        return serve;
    }

    private static String keyTable(Help help) {
        return Resources.text(ServeCommand.class, KEYS);
    }

    /** Reports wrong usage. It runs only for arguments that do not start the service. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "-D must have key=value in the same word, as in -Decho.socket.path=/run/echo.sock");
    }
}
