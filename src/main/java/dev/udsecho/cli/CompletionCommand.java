package dev.udsecho.cli;

import dev.udsecho.cli.output.Output;
import dev.udsecho.text.ExitStatus;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

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
        Output.printLine(AutoComplete.bash("udsecho", UdsechoCommand.commandLine()));
        return ExitStatus.OK.number();
    }
}
