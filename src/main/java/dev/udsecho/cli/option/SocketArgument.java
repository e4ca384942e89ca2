package dev.udsecho.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The socket that a command connects to, also as its only positional argument, which takes precedence over the option.
 */
public final class SocketArgument extends SocketOption {
    private final PositionalParamSpec word = PositionalParamSpec.builder()
            .type(Path.class)
            .converters(AS_WRITTEN)
            .index("0")
            .arity("0..1")
            .paramLabel(LABEL)
            .description("The same as --socket PATH.")
            .build();

    /** Adds the option and the argument to a command. */
    public SocketArgument(CommandSpec spec) {
        super(spec);
        spec.addPositional(word);
    }

    @Override
    public String text() {
        String given = word.getValue();
        return given != null ? given : super.text();
    }
}
