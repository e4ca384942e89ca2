package dev.udsecho.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A completed run of the packaged program's client.
 *
 * @param status its exit status
 * @param output the standard output
 * @param problems the standard error
 */
public record ClientRun(int status, String output, String problems) {
    /** Maximum time in which a process exits by itself, also on a busy machine. */
    static final int MINUTES = 4;

    /** Runs the client with these arguments. */
    public static ClientRun of(String... words) throws Exception {
        return of(start(words));
    }

    /** Starts the client, and returns at once. */
    public static Process start(String... words) throws IOException {
        return start(List.of(), words);
    }

    /** Starts the client behind another command, such as one that changes the user. */
    public static Process start(List<String> before, String... words) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(Program.client(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("ECHO_"));
        return Processes.start(builder);
    }

    /** Closes the standard input of a process, and waits for its exit, for {@value #MINUTES} minutes at most. */
    public static ClientRun of(Process process) throws IOException, InterruptedException {
        FutureTask<String> output = inBackground(process.getInputStream());
        FutureTask<String> problems = inBackground(process.getErrorStream());
        process.getOutputStream().close();
        boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            Processes.end(process);
        }
        ClientRun run = new ClientRun(process.exitValue(), get(output), get(problems));
        if (!ended) {
            throw new AssertionError("still ran after " + MINUTES + " minutes: " + run);
        }
        return run;
    }

    private static FutureTask<String> inBackground(InputStream stream) {
        FutureTask<String> text = new FutureTask<>(() -> new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        Thread reader = new Thread(text);
        reader.setDaemon(true);
        reader.start();
        return text;
    }

    private static String get(FutureTask<String> text) throws InterruptedException {
        try {
            return text.get(4, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("its output was not closed", e);
        }
    }
}
