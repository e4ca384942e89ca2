package dev.udsecho.testing;

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
}
