package dev.udsecho.cli;

import dev.udsecho.cli.output.Output;
import dev.udsecho.text.ExitStatus;
import java.io.IOException;
import picocli.AutoComplete;

/** Prints a completion script for bash ({@code udsecho completion}). */
final class CompletionCommand extends ClientCommand {
    CompletionCommand() {
        super("completion", "Print a completion script for bash (and zsh, with bashcompinit).");
        exitStatus("0:printed", "64:wrong arguments or options");
        examples(
                "%nExamples:%n",
                "  source <(udsecho completion)%n", "  udsecho completion > /etc/bash_completion.d/udsecho");
    }

    @Override
    public Integer call() throws IOException {
        Output.printLine(AutoComplete.bash("udsecho", UdsechoCommand.commandLine()));
        return ExitStatus.OK.number();
    }
}
