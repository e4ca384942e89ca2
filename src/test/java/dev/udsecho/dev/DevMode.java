package dev.udsecho.dev;

import static org.awaitility.Awaitility.await;

import dev.udsecho.testing.Needs;
import dev.udsecho.testing.Processes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dev mode in a terminal: keys can be pressed, and what it shows can be read. */
final class DevMode implements AutoCloseable {
    /** How long anything may take: a start compiles all sources. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|\r");
    private static final Pattern HTTP_PORT = Pattern.compile("Listening on: http://[^:]+:(\\d+)");

    private static final Pattern TEST_RUN =
            Pattern.compile("tests are passing .* run in \\d+ms\\. Tests completed at [\\d:]+");

    private final Process terminal;
    private final Path screen;

    private DevMode(Process terminal, Path screen) {
        this.terminal = terminal;
        this.screen = screen;
    }

    /** Starts it as a person does, but for options of Maven, and returns at once. */
    static DevMode start(Project project, String... options) throws IOException {
        Needs.tool("script");
        Path screen = project.directory().resolve("target-screen");
        Files.deleteIfExists(screen);
        String command = "stty rows 50 cols 200; exec ./mvnw quarkus:dev -Ddebug=false -Dquarkus.http.port=0 "
                + String.join(" ", Project.repository()) + " " + String.join(" ", options);
        ProcessBuilder builder = new ProcessBuilder("script", "-qefc", command, screen.toString())
                .directory(project.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("ECHO_") || name.startsWith("QUARKUS_"));
        // What Quarkus leaves there goes with the project.
        Path temporary = Files.createDirectories(project.directory().resolveSibling("temporary"));
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
        return new DevMode(Processes.start(builder), screen);
    }

    /** Waits until it shows this. */
    void awaitShown(String shown) {
        awaitShown(shown, 1);
    }

    /** Waits until it has shown this so many times, or more. */
    void awaitShown(String shown, int times) {
        await().atMost(PATIENCE).until(() -> !terminal.isAlive() || count(shown) >= times);
        if (count(shown) < times) {
            throw new AssertionError("ended, and did not show " + shown + ": " + screen());
        }
    }

    /** How often it has shown this. */
    int count(String shown) {
        return screen().split(Pattern.quote(shown), -1).length - 1;
    }

    /** Waits until the tests have run so often. What came of a run is shown again with each line of the log. */
    void awaitTestRuns(int times) {
        await().until(() -> TEST_RUN.matcher(screen())
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .count()
                >= times);
    }

    /** All that it has shown, without colours and the moves of the cursor. */
    String screen() {
        try {
            String all = Files.exists(screen) ? new String(Files.readAllBytes(screen), StandardCharsets.UTF_8) : "";
            return CONTROL.matcher(all).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that it shows. */
    int httpPort() {
        Matcher port = HTTP_PORT.matcher(screen());
        if (!port.find()) {
            throw new AssertionError("no HTTP port in: " + screen());
        }
        return Integer.parseInt(port.group(1));
    }

    /** Presses a key. */
    void press(char key) throws IOException {
        OutputStream keys = terminal.getOutputStream();
        keys.write(key);
        keys.flush();
    }

    /** The process id of the JVM that the service runs in, which Maven starts. */
    long pid() {
        return terminal.descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("-dev.jar"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no JVM of dev mode: " + screen()))
                .pid();
    }

    /** Whether the JVM that the service runs in has this option. */
    boolean hasOption(String option) throws IOException {
        String command = Files.readString(Path.of("/proc", String.valueOf(pid()), "cmdline"));
        return List.of(command.split("\0")).contains(option);
    }

    /** Waits for its end, and gives its exit status. */
    int awaitExit() throws InterruptedException {
        if (!terminal.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still runs: " + screen());
        }
        return terminal.exitValue();
    }

    @Override
    public void close() {
        Processes.end(terminal);
    }
}
