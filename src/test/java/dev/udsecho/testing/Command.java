package dev.udsecho.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command of the system.
 *
 * @param status its exit status
 * @param output what it printed, on both streams
 */
public record Command(int status, String output) {
    private static final boolean CI = "true".equals(System.getenv("CI"));

    /** Runs it to its end, within a minute. */
    public static Command run(String... words) throws IOException, InterruptedException {
        return run(List.of(words));
    }

    /** Runs it to its end, within a minute. */
    public static Command run(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), () -> words + " still runs");
        return new Command(process.exitValue(), output);
    }

    /** Aborts the test, with the reason, where a tool is missing; with CI=true that is a failure. */
    public static void require(String tool) {
        find(tool);
    }

    /** Where a tool is; aborts the test, with the reason, where it is missing; with CI=true that is a failure. */
    public static Path find(String tool) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst();
        require(found.isPresent(), "needs " + tool + " on the PATH");
        return found.get();
    }

    /** Aborts the test, with the reason, where this process is not root; with CI=true that is a failure. */
    public static void requireRoot() {
        require(isRoot(), "needs to run as root");
    }

    /** Aborts the test where this process may not open so many files; with CI=true that is a failure. */
    public static void requireDescriptors(int many) throws IOException, InterruptedException {
        String limit = run("sh", "-c", "ulimit -Hn").output().strip();
        require(
                limit.equals("unlimited") || Integer.parseInt(limit) >= many,
                "needs a limit of " + many + " open files");
    }

    /** Whether this process is root. */
    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void require(boolean met, String what) {
        if (CI) {
            assertTrue(met, what);
        }
        assumeTrue(met, what);
    }
}
