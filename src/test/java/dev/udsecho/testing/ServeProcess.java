package dev.udsecho.testing;

import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of the packaged program, with only the given keys in its environment. */
public final class ServeProcess implements AutoCloseable {
    private static final Pattern HTTP_PORT = Pattern.compile("Listening on: http://127\\.0\\.0\\.1:(\\d+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path output;

    private ServeProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts the program on a path, and returns at once. */
    public static ServeProcess start(Path socket, String... jvmOptions) {
        return start(Map.of("ECHO_SOCKET_PATH", socket.toString()), jvmOptions);
    }

    /** Starts the program with these variables, and returns at once. */
    public static ServeProcess start(Map<String, String> variables, String... jvmOptions) {
        return start(List.of(), variables, jvmOptions);
    }

    /** Returns the lowest limit on its file descriptors with which the program starts on this machine. */
    public static int leastDescriptors() {
        return 104 + 3 * Runtime.getRuntime().availableProcessors();
    }

    /** Starts the program with a limit on its file descriptors (ulimit -n), and returns at once. */
    public static ServeProcess startWithDescriptors(int limit, Path socket, String... jvmOptions) {
        List<String> limited = List.of("sh", "-c", "ulimit -n " + limit + " && exec \"$@\"", "sh");
        return start(limited, Map.of("ECHO_SOCKET_PATH", socket.toString()), jvmOptions);
    }

    /** Starts the program behind another command, such as one that changes the user. */
    public static ServeProcess start(List<String> before, Map<String, String> variables, String... jvmOptions) {
        List<String> command = new ArrayList<>(before);
        command.addAll(Program.server(jvmOptions));
        return launch(command, variables);
    }

    /**
     * Starts the program without Quarkus' runner, with a quarter less processor time, and returns at once. For suites
     * that start it again and again, where the loader of its classes does not count.
     */
    public static ServeProcess startPlain(Path socket, String... jvmOptions) {
        return startPlain(Map.of("ECHO_SOCKET_PATH", socket.toString()), jvmOptions);
    }

    /** Starts the program without Quarkus' runner, and with these variables. */
    public static ServeProcess startPlain(Map<String, String> variables, String... jvmOptions) {
        return startPlain(List.of(), variables, jvmOptions);
    }

    /** Starts the program without Quarkus' runner, behind another command. */
    public static ServeProcess startPlain(List<String> before, Map<String, String> variables, String... jvmOptions) {
        List<String> command = new ArrayList<>(before);
        command.addAll(PlainJava.server(ClassArchive.PLAIN_SERVER.options(jvmOptions)));
        return launch(command, variables);
    }

    private static ServeProcess launch(List<String> command, Map<String, String> variables) {
        try {
            Path output = Files.createTempFile("udsecho", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("ECHO_") || name.startsWith("QUARKUS_"));
            builder.environment().put("QUARKUS_HTTP_PORT", "0");
            builder.environment().putAll(variables);
            return new ServeProcess(Processes.start(builder), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it logs that it listens for health checks, which is the last step of its start. */
    public ServeProcess awaitStarted() {
        await().until(() -> !process.isAlive() || HTTP_PORT.matcher(output()).find());
        if (!process.isAlive()) {
            throw new AssertionError("did not start: " + output());
        }
        return this;
    }

    /** Returns the address of its health checks. */
    public int httpPort() {
        Matcher port = HTTP_PORT.matcher(output());
        if (!port.find()) {
            throw new AssertionError("no HTTP port in: " + output());
        }
        return Integer.parseInt(port.group(1));
    }

    /** Returns the HTTP status of a health check: live, ready or started. */
    public int health(String check) {
        return RestAssured.get("http://127.0.0.1:" + httpPort() + "/q/health/" + check)
                .statusCode();
    }

    /** Returns the answer of a health check. */
    public String healthText(String check) {
        return RestAssured.get("http://127.0.0.1:" + httpPort() + "/q/health/" + check)
                .asString();
    }

    /** Returns its process id. */
    public long pid() {
        return process.pid();
    }

    /** Returns its output so far, on both streams. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the warnings and errors logged so far. */
    public List<String> complaints() {
        return output().lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR ") || line.startsWith("\tat "))
                .toList();
    }

    /** Returns whether it has exited. */
    public boolean hasEnded() {
        return !process.isAlive();
    }

    /** Waits until it exits. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still runs: " + output());
        }
        return process.exitValue();
    }

    /** Sends SIGTERM, and returns at once. */
    public void beginTermination() {
        process.destroy();
    }

    /** Sends SIGTERM, and waits until it exits. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    /** Sends a signal by its name, such as INT. */
    public void signal(String name) throws IOException, InterruptedException {
        Processes.signal(name, process.pid());
    }

    /** Sends SIGKILL, and waits until it exits. */
    public void kill() {
        process.destroyForcibly();
        try {
            awaitExit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
