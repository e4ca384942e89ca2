package dev.udsecho.cli;

import dev.udsecho.cli.output.ReportFileException;
import dev.udsecho.cli.output.StandardOutput;
import dev.udsecho.client.EchoException;
import dev.udsecho.text.EditDistance;
import dev.udsecho.text.ExitStatus;
import dev.udsecho.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports errors of commands in one sentence on standard error, and returns the exit status of each. */
final class CommandErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    @Override
    public int handleParseException(ParameterException error, String[] arguments) {
        CommandSpec command = error.getCommandLine().getCommandSpec();
        String sentence = sentence(error, command);
        String next = sentence.endsWith("?") ? " See " : "; see ";
        report(command, sentence + next + command.qualifiedName() + " --help");
        return ExitStatus.USAGE.number();
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        if (failure instanceof StandardOutput.BrokenPipeException) {
            return ExitStatus.OK.number();
        }
        report(command.getCommandSpec(), failure.getMessage());
        if (failure instanceof EchoException failed) {
            return failed.reason().status();
        }
        if (failure instanceof ReportFileException) {
            return ExitStatus.CANNOT_CREATE.number();
        }
        return (failure instanceof IOException ? ExitStatus.IO : ExitStatus.SOFTWARE).number();
    }

    private static void report(CommandSpec command, String sentence) {
        System.err.println(Printable.text(command.qualifiedName() + ": " + sentence));
    }

    /**
     * Returns the sentence for wrong arguments. For an unknown argument, the help command alone throws no exception
     * type of its own.
     */
    private static String sentence(ParameterException error, CommandSpec command) {
        if (error instanceof UnmatchedArgumentException unmatched) {
            return unknownWord(unmatched.getUnmatched().get(0), command);
        }
        boolean unknownToHelp = error.getArgSpec() == null && error.getValue() != null;
        return unknownToHelp ? unknownWord(error.getValue(), command) : error.getMessage();
    }

    private static String unknownWord(String word, CommandSpec command) {
        String kind = command.subcommands().isEmpty() ? "word" : "command";
        List<String> known = new ArrayList<>(command.subcommands().keySet());
        known.addAll(command.optionsMap().keySet());
        return "unknown " + (word.startsWith("-") ? "option" : kind) + " " + word
                + EditDistance.nearest(word, known)
                        .map(nearest -> "; did you mean " + nearest + "?")
                        .orElse("");
    }
}
