package dev.udsecho.cli.option;

import picocli.CommandLine.Parameters;

/** The socket that a command talks to, which may also be its only word. The word counts before the option. */
public final class SocketArgument extends SocketOption {
    @Parameters(arity = "0..1", paramLabel = SocketOption.LABEL, description = "The same as --socket PATH.")
    private String word;

    @Override
    public String text() {
        return word != null ? word : super.text();
    }
}
