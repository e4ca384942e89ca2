package dev.udsecho.client;

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
        versionProvider = Program.Version.class)
final class CompletionCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        Report.result(AutoComplete.bash("udsecho", Program.commandLine()));
        return ExitStatus.OK.number();
    }
}
