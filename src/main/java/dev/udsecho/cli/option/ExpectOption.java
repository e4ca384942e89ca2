package dev.udsecho.cli.option;

import dev.udsecho.client.Expectation;
import dev.udsecho.expect.Expectations;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What the server must do to count as ready. */
public final class ExpectOption {
    private static final String ECHO = "echo";

    private final CommandSpec spec;
    private final OptionSpec word = OptionSpec.builder("--expect")
            .type(String.class)
            .paramLabel("WORD")
            .defaultValue(ECHO)
            .completionCandidates(Expectations.WORDS)
            .description(
                    "What the server must do:",
                    "echo: send the same bytes back, the default",
                    "connect: accept a connection, and keep it for a moment",
                    "http, http:/PATH: answer GET over HTTP/1, of a path with 200 to 399",
                    "grpc: answer over gRPC",
                    "grpc:SERVICE, grpc: report the health of the service, or of the whole server, as SERVING",
                    "csi: report itself as a ready CSI driver",
                    "line:REGEX: speak first, with a line in which REGEX is found")
            .build();
    private final OptionSpec host = OptionSpec.builder("--host")
            .type(String.class)
            .paramLabel("HOST")
            .description("The Host header of --expect http; localhost if not given.")
            .build();

    /** Adds the options to a command. */
    public ExpectOption(CommandSpec spec) {
        this.spec = spec;
        spec.addOption(word).addOption(host);
    }

    /** Returns whether an echo is expected, and nothing else was said. */
    public boolean isEcho() {
        return ECHO.equals(word.getValue()) && host.getValue() == null;
    }

    /**
     * Returns the expectation.
     *
     * @throws ParameterException with what is allowed, if the word is wrong
     */
    public Expectation expectation() {
        try {
            return Expectations.of(word.getValue(), Optional.ofNullable(host.getValue()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
