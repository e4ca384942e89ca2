package dev.udsecho.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;

/**
 * A completed command of the system.
 *
 * @param status its exit status
 * @param output the output on both streams
 */
public record Command(int status, String output) {
    /** Runs a command until it exits, for {@value ClientRun#MINUTES} minutes at most. */
    public static Command run(String... words) throws IOException, InterruptedException {
        return run(List.of(words));
    }

    /** Runs a command until it exits, for {@value ClientRun#MINUTES} minutes at most. */
    public static Command run(List<String> words) throws IOException, InterruptedException {
        ClientRun run = ClientRun.of(Processes.start(new ProcessBuilder(words).redirectErrorStream(true)));
        return new Command(run.status(), run.output());
    }

    /** Runs a command that must succeed, and returns its output; otherwise the test fails with the output. */
    public static String succeed(List<String> words) throws IOException, InterruptedException {
        Command command = run(words);
        assertEquals(0, command.status, command::output);
        return command.output;
    }

    /** Runs a command that must succeed, and returns its output; otherwise the test fails with the output. */
    public static String succeed(String... words) throws IOException, InterruptedException {
        return succeed(List.of(words));
    }
}
