package dev.udsecho.cli.option;

import picocli.CommandLine.Parameters;

/**
 * The socket that a command connects to, also as its only positional argument, which takes precedence over the option.
 */
public final class SocketArgument extends SocketOption {
    @Parameters(arity = "0..1", paramLabel = SocketOption.LABEL, description = "The same as --socket PATH.")
    private String word;

    @Override
    public String text() {
        return word != null ? word : super.text();
    }
}
