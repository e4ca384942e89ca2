package dev.udsecho.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A run of the packaged program's client, to its end.
 *
 * @param status its exit status
 * @param output what it printed on standard output
 * @param problems what it printed on standard error
 */
public record ClientRun(int status, String output, String problems) {
    /** Runs it with these words on its command line. */
    public static ClientRun of(String... words) throws Exception {
        return of(start(words));
    }

    /** Starts it and returns at once. */
    public static Process start(String... words) throws IOException {
        return start(List.of(), ServeProcess.APPLICATION, words);
    }

    /** Starts it behind another command, such as one that changes the user, from a copy of the application. */
    public static Process start(List<String> before, Path application, String... words) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", application.resolve("quarkus-run.jar").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("ECHO_"));
        return builder.start();
    }

    /** Waits for the end of one that was started, within a minute. */
    public static ClientRun of(Process process) throws Exception {
        FutureTask<String> problems = new FutureTask<>(() -> read(process.getErrorStream()));
        new Thread(problems).start();
        process.getOutputStream().close();
        String output = read(process.getInputStream());
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("still runs: " + output);
        }
        return new ClientRun(process.exitValue(), output, join(problems));
    }

    private static String join(FutureTask<String> text) throws InterruptedException {
        try {
            return text.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
