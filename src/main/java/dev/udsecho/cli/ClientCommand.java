package dev.udsecho.cli;

import dev.udsecho.cli.option.Options;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** A command of the program, whose model is built in code ({@link Options}). */
abstract class ClientCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    /** Creates a command without options. */
    ClientCommand(String name, String header) {
        spec.name(name);
        spec.usageMessage().header(header);
    }

    /** Returns the model of the command. */
    final CommandSpec spec() {
        return spec;
    }

    /** Sets the description in the help. */
    final void description(String... paragraphs) {
        spec.usageMessage().description(paragraphs);
    }

    /** Sets the exit statuses in the help, each {@code STATUS:MEANING}. */
    final void exitStatus(String... meanings) {
        spec.usageMessage()
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(UsageMessageSpec.keyValuesMap(meanings));
    }

    /** Sets the examples in the help. */
    final void examples(String... lines) {
        spec.usageMessage().footer(lines);
    }

    /** Adds options and arguments. */
    final void add(ArgSpec... arguments) {
        for (ArgSpec argument : arguments) {
            spec.add(argument);
        }
    }
}
