package dev.udsecho.cli;

import dev.udsecho.cli.output.Output;
import dev.udsecho.client.CheckResult;
import dev.udsecho.client.Expectation;
import dev.udsecho.client.PathCheck;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.SocketPath;
import dev.udsecho.probe.ProbeAnswer;
import dev.udsecho.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Checks a path again and again, and prints a line when the cause changes. While a check is stuck in a file system, no
 * other starts, so stuck threads do not add up. For one thread.
 */
final class RepeatedCheck implements Supplier<ProbeAnswer> {
    private final SocketPath path;
    private final Expectation expectation;
    private final Duration timeout;
    private Optional<PathCheck> last = Optional.empty();
    private Optional<Cause> lastCause = Optional.empty();

    RepeatedCheck(SocketPath path, Expectation expectation, Duration timeout) {
        this.path = path;
        this.expectation = expectation;
        this.timeout = timeout;
    }

    /** Checks once. Blocks for the timeout and 300 ms at most. */
    @Override
    public ProbeAnswer get() {
        try {
            CheckResult result = check();
            Cause cause = result.finding().cause();
            if (!lastCause.equals(Optional.of(cause))) {
                Output.printError("probe", result.summary());
                lastCause = Optional.of(cause);
            }
            return new ProbeAnswer(result.isOk(), new CheckReport(result).json());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private CheckResult check() throws InterruptedException {
        if (last.filter(PathCheck::isStuck).isEmpty()) {
            last = Optional.of(new PathCheck(path, expectation, Deadline.in(timeout)));
            return last.get().run();
        }
        return last.get().result();
    }
}
