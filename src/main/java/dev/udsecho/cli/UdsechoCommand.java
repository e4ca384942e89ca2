package dev.udsecho.cli;

import dev.udsecho.cli.option.Options;
import dev.udsecho.cli.output.Output;
import dev.udsecho.os.OpenDescriptors;
import dev.udsecho.text.ExitStatus;
import dev.udsecho.text.ProgramVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the program. Each command has its own class, and none of them loads a class of Quarkus. */
@Command(
        name = "udsecho",
        header = "An echo service on a Unix domain socket, and its client.",
        description = "Without a command, the service starts: see udsecho serve --help.",
        exitCodeListHeading = "%nExit status (sysexits(3)):%n",
        exitCodeList = {
            "0:it worked",
            "64:wrong arguments, options or configuration",
            "65:what is at the path is no stream socket",
            "66:nothing is at the path",
            "69:no process listens there, or the service lacks something that it needs; probe: it cannot listen",
            "70:a fault of this program",
            "71:out of file descriptors",
            "73:serve: the path cannot be owned; bench: the report cannot be written",
            "74:what came back differs, ended early, or is another protocol's; or reading or writing failed",
            "75:timed out, or the server is not ready",
            "77:permission denied"
        },
        footer = {
            "%nExamples:%n",
            "  Start the service, and talk to it:%n",
            "    udsecho serve &%n    udsecho send foo%n",
            "  Wait until another container serves, then see how long a round trip takes:%n",
            "    udsecho wait --socket /run/echo/echo.sock --timeout 30s%n    udsecho ping --count 10%n"
        })
public final class UdsechoCommand implements Runnable {
    private static final Map<String, Supplier<ClientCommand>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("serve", ServeCommand::new);
        COMMANDS.put("send", SendCommand::new);
        COMMANDS.put("ping", PingCommand::new);
        COMMANDS.put("wait", WaitCommand::new);
        COMMANDS.put("check", CheckCommand::new);
        COMMANDS.put("probe", ProbeCommand::new);
        COMMANDS.put("bench", BenchCommand::new);
        COMMANDS.put("completion", CompletionCommand::new);
    }

    @Spec
    private CommandSpec spec;

    /**
     * Runs a command line and blocks until it ends. Results go to standard output, everything else to standard error.
     *
     * @return the exit status
     */
    public static int run(String... words) {
        String first = words.length > 0 ? words[0] : "";
        try {
            return execute(first, words);
        } catch (LinkageError | InternalError e) {
            if (!OpenDescriptors.causedFailure(e)) {
                throw e;
            }
            // The text is a constant: building the cause's message would load classes, which needs descriptors.
            System.err.print("udsecho ");
            System.err.print(first);
            System.err.println(
                    " (no-descriptors): this process is out of file descriptors; raise its limit (ulimit -n)");
            return ExitStatus.OS_ERROR.number();
        }
    }

    private static int execute(String first, String... words) {
        boolean known = COMMANDS.containsKey(first);
        StringWriter help = new StringWriter();
        CommandErrors errors = new CommandErrors();
        int status = (known ? commandLine(first) : commandLine())
                .setOut(new PrintWriter(help))
                .setExpandAtFiles(false)
                .setOverwrittenOptionsAllowed(true)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .execute(known ? Arrays.copyOfRange(words, 1, words.length) : words);
        return help.getBuffer().length() == 0 ? status : print(help.toString());
    }

    private static int print(String help) {
        try {
            Output.print(help);
            return ExitStatus.OK.number();
        } catch (IOException e) {
            System.err.println("udsecho: " + e.getMessage());
            return ExitStatus.IO.number();
        }
    }

    /** Returns the command line of one command. Loading all others too would take as long as a whole exchange. */
    private static CommandLine commandLine(String word) {
        return command(word).setCommandName("udsecho " + word);
    }

    private static CommandLine command(String word) {
        return withStandardOptions(COMMANDS.get(word).get().spec());
    }

    private static CommandLine withStandardOptions(Object command) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec()
                .addOption(Options.help())
                .addOption(Options.version())
                .versionProvider(() -> new String[] {ProgramVersion.text()});
        return line;
    }

    /** Returns the command line with all commands, for help and completion. */
    static CommandLine commandLine() {
        CommandLine program = withStandardOptions(new UdsechoCommand());
        COMMANDS.keySet().forEach(word -> program.addSubcommand(word, command(word)));
        return program.addSubcommand(new HelpCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command");
    }
}
