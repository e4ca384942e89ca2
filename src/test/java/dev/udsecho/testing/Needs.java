package dev.udsecho.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A requirement of a test on the machine. The test is skipped if it is not met, and the build reports the reason after
 * all tests ({@link PassedOver}); with CI=true the test fails.
 */
public final class Needs {
    private static final boolean CI = "true".equals(System.getenv("CI"));

    private Needs() {}

    /** Skips the test unless this process is root. */
    public static void root() {
        that(isRoot(), "root");
    }

    /** Skips the test unless all these programs are on the PATH. */
    public static void tools(String... tools) {
        Arrays.stream(tools).forEach(Needs::tool);
    }

    /** Returns the path of a program; skips the test if it is not on the PATH. */
    public static Path tool(String tool) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst();
        that(found.isPresent(), tool);
        return found.orElseThrow();
    }

    /** Skips the test unless this process may open the given number of files. */
    public static void descriptors(int number) throws IOException, InterruptedException {
        String limit = Command.run("sh", "-c", "ulimit -Hn").output().strip();
        that(limit.equals("unlimited") || Integer.parseInt(limit) >= number, "a limit of " + number + " open files");
    }

    /** Skips the test if file names cannot have all characters: the JVM uses its locale's encoding for them. */
    public static void unicodeNames() {
        that("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "a UTF-8 locale, such as LC_ALL=C.UTF-8");
    }

    /** Skips the test unless a condition is met. */
    public static void that(boolean met, String what) {
        if (!met && CI) {
            throw new AssertionError("needs " + what);
        }
        if (!met) {
            throw new TestAbortedException("needs " + what);
        }
    }

    /** Returns whether this process is root. */
    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
