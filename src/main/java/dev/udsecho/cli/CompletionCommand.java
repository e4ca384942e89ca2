package dev.udsecho.cli;

import dev.udsecho.text.ExitStatus;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints a completion script. */
@Command(
        name = "completion",
        header = "Print a completion script for bash (and zsh, with bashcompinit).",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:printed", "64:wrong words or options"},
        footer = {
            "%nExamples:%n",
            "  source <(udsecho completion)%n",
            "  udsecho completion > /etc/bash_completion.d/udsecho"
        },
        mixinStandardHelpOptions = true,
        versionProvider = UdsechoCommand.Version.class)
final class CompletionCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        Output.result(AutoComplete.bash("udsecho", UdsechoCommand.commandLine()));
        return ExitStatus.OK.number();
    }
}
