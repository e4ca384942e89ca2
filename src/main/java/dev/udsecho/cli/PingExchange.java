package dev.udsecho.cli;

import dev.udsecho.cli.option.ExpectOption;
import dev.udsecho.cli.option.Options;
import dev.udsecho.client.Answer;
import dev.udsecho.client.EchoException;
import dev.udsecho.client.Expectation;
import dev.udsecho.path.SocketPath;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options of {@code ping} that choose what it repeats. */
final class PingExchange {
    /** What {@code ping} repeats. */
    @FunctionalInterface
    interface Target {
        /**
         * Performs one exchange, and blocks until the deadline at most.
         *
         * @throws EchoException with the cause, if it fails
         */
        Answer ping(Deadline deadline) throws IOException;
    }

    private final CommandSpec spec;
    private final ExpectOption expect;
    private final OptionSpec size = Options.size(
            "64", "Bytes in each echo: 64, 16k, 1m; up to 16m. Default: ${DEFAULT-VALUE}.", "-s", "--size");
    private final OptionSpec keep =
            Options.flag("Use one connection for all echoes; its connect is not counted.", "--keep");

    /** Adds the options to a command. */
    PingExchange(CommandSpec spec) {
        this.spec = spec;
        expect = new ExpectOption(spec);
        spec.addOption(size).addOption(keep);
    }

    /**
     * Returns what to repeat.
     *
     * @throws ParameterException if options do not fit together
     */
    Target target(SocketPath path) {
        if (expect.isEcho()) {
            return new PingConnection(path, size.getValue(), keep.getValue());
        }
        requireAbsent(size);
        requireAbsent(keep);
        Expectation expectation = expect.expectation();
        return deadline -> expectation.meet(path, deadline);
    }

    private void requireAbsent(OptionSpec option) {
        if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
            throw new ParameterException(spec.commandLine(), option.longestName() + " is for --expect echo");
        }
    }

    /** Returns the bytes of each echo; empty if something else is expected. */
    Optional<Integer> echoSize() {
        return expect.isEcho() ? Optional.of(size.getValue()) : Optional.empty();
    }
}
