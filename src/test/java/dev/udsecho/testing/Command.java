package dev.udsecho.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;

/**
 * A command of the system.
 *
 * @param status its exit status
 * @param output what it printed, on both streams
 */
public record Command(int status, String output) {
    /** Runs it to its end, within {@value ClientRun#MINUTES} minutes. */
    public static Command run(String... words) throws IOException, InterruptedException {
        return run(List.of(words));
    }

    /** Runs it to its end, within {@value ClientRun#MINUTES} minutes. */
    public static Command run(List<String> words) throws IOException, InterruptedException {
        ClientRun run = ClientRun.of(Processes.start(new ProcessBuilder(words).redirectErrorStream(true)));
        return new Command(run.status(), run.output());
    }

    /** Runs one that must succeed, and returns what it printed; the test fails with that where it does not. */
    public static String succeed(List<String> words) throws IOException, InterruptedException {
        Command command = run(words);
        assertEquals(0, command.status, command::output);
        return command.output;
    }

    /** Runs one that must succeed, and returns what it printed; the test fails with that where it does not. */
    public static String succeed(String... words) throws IOException, InterruptedException {
        return succeed(List.of(words));
    }
}
