package dev.udsecho.cli;

import dev.udsecho.cli.option.SocketOption;
import dev.udsecho.cli.output.Output;
import dev.udsecho.text.ExitStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Prints a completion script for bash ({@code udsecho completion}). */
@Command(
        name = "completion",
        header = "Print a completion script for bash (and zsh, with bashcompinit).",
        exitCodeList = {"0:printed", "64:wrong arguments or options"},
        footer = {
            "%nExamples:%n",
            "  source <(udsecho completion)%n",
            "  udsecho completion > /etc/bash_completion.d/udsecho"
        })
final class CompletionCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        CommandLine program = UdsechoCommand.commandLine();
        program.getSubcommands().values().forEach(command -> completeFiles(command.getCommandSpec()));
        Output.printLine(AutoComplete.bash("udsecho", program));
        return ExitStatus.OK.number();
    }

    /**
     * Lets the script complete file names for each argument that names a file. picocli decides by the argument's type,
     * and a socket's path is a string, kept as it was written.
     */
    private static void completeFiles(CommandSpec command) {
        for (ArgSpec argument : List.copyOf(command.args())) {
            if (!argument.paramLabel().equals(SocketOption.LABEL)) {
                continue;
            }
            command.remove(argument);
            if (argument instanceof OptionSpec option) {
                command.addOption(
                        OptionSpec.builder(option.names()).type(Path.class).build());
            } else {
                command.addPositional(PositionalParamSpec.builder()
                        .type(Path.class)
                        .arity("0..1")
                        .build());
            }
        }
    }
}
