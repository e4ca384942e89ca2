package dev.udsecho.cli;

import dev.udsecho.cli.option.ExpectOption;
import dev.udsecho.cli.option.Options;
import dev.udsecho.cli.option.SocketArgument;
import dev.udsecho.cli.output.Output;
import dev.udsecho.cli.output.Terminal;
import dev.udsecho.client.CheckResult;
import dev.udsecho.client.EchoException;
import dev.udsecho.client.Expectation;
import dev.udsecho.client.PathCheck;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import picocli.CommandLine.Model.OptionSpec;

/** Reports why a socket does not answer, or that it does ({@code udsecho check}). */
final class CheckCommand extends ClientCommand {
    private final SocketArgument target = new SocketArgument(spec());
    private final ExpectOption expect = new ExpectOption(spec());

    private final OptionSpec timeout = Options.duration(
            "5s",
            "Time limit of the whole check, from the JVM's start; loading classes takes a tenth of a second: 1s, 5s,"
                    + " 2m; 0s is no limit. Default: ${DEFAULT-VALUE}.",
            "--timeout");
    private final OptionSpec json = Options.flag(
            "Print one object: schema (1), path, ok, cause (ok if all is well), status, summary, evidence (a list of what and found), advice (a"
                    + " list), and rtt_us if the exchange worked.",
            "--json");

    CheckCommand() {
        super("check", "Find out why a socket does not answer, and what to do.");
        add(timeout, json);
        description(
                "%nWalks the path, connects, and tries a round trip with random bytes, or what --expect names. It names"
                        + " one cause, with its evidence and what to do. It changes nothing and needs no privilege. The server"
                        + " may be any.%n");
        exitStatus(
                "0:ok: a round trip worked, or the server is as expected",
                "64:path-too-long; or wrong arguments or options",
                "65:is-directory, not-a-socket, wrong-type",
                "66:no-directory, no-file, symlink-dangling, symlink-loop",
                "69:stale, mounted-file, foreign-kernel",
                "71:no-descriptors",
                "74:closed, not-echo, not-expected, altered, truncated",
                "75:backlog-full, mute, not-serving",
                "77:denied-directory, denied-file, unmapped-owner, denied-policy");
        examples(
                "%nExamples:%n",
                "  udsecho check --socket /run/echo/echo.sock%n",
                "  udsecho check --json | jq -r .cause%n",
                "  udsecho check --expect http:/_ping /run/docker.sock%n",
                "  kubectl exec POD -c CONTAINER -- udsecho check");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CheckResult result = check();
        CheckReport report = new CheckReport(result);
        Output.printLine(json.<Boolean>getValue() ? report.json() : report.text(Terminal.ofStandardOutput()));
        return result.finding().cause().status();
    }

    private CheckResult check() throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(timeout.getValue());
        Expectation expectation = expect.expectation();
        try {
            return new PathCheck(target.path(), expectation, deadline).run();
        } catch (EchoException tooLong) {
            return CheckResult.of(target.text(), tooLong.finding());
        }
    }
}
