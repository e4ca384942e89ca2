package dev.udsecho.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The packaged program, in a copy that every user may read, and command lines for it. Its JVMs get flags for short lives
 * and a {@link ClassArchive}: with both, a start takes half of the processor time. The copy is created once for each JVM
 * that runs tests, and is deleted with its end.
 */
public final class Program {
    private static final Path BUILT = Path.of("target/quarkus-app");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** The JVM itself logs nothing but errors. With UsePerfData, JVMs of two PID namespaces share a file in /tmp. */
    private static final List<String> SHORT_LIFE = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xlog:disable",
            "-Xlog:all=error:stderr");

    private static final Path HOME = copy();

    private Program() {}

    /** Returns the command line of the service, with more options for its JVM. */
    public static List<String> server(String... jvmOptions) {
        return command(ClassArchive.SERVER.options(jvmOptions), "serve");
    }

    /** Returns the command line of a client command. */
    public static List<String> client(String... words) {
        return command(ClassArchive.CLIENT.options(), words);
    }

    /** Returns the command line of the client for a shell, with more options for its JVM; its words come after it. */
    public static String clientInShell(String... jvmOptions) {
        return "'" + String.join("' '", command(ClassArchive.CLIENT.options(jvmOptions))) + "'";
    }

    static List<String> command(List<String> jvmOptions, String... words) {
        List<String> command =
                java(jvmOptions, "-jar", packaged("quarkus-run.jar").toString());
        command.addAll(List.of(words));
        return command;
    }

    /** Returns the command line of a JVM for a short life. */
    static List<String> java(List<String> options, String... rest) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(SHORT_LIFE);
        command.addAll(options);
        command.addAll(List.of(rest));
        return command;
    }

    /** Returns the path of a packaged file. */
    static Path packaged(String name) {
        return HOME.resolve(name);
    }

    /** Returns a path for a file that is deleted with the copy. */
    static Path beside(String name) {
        return HOME.resolveSibling(name);
    }

    private static Path copy() {
        try {
            Path parent = Files.createTempDirectory("udsecho-program");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(parent)));
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path copy = parent.resolve("quarkus-app");
            Command.succeed("cp", "-r", BUILT.toString(), copy.toString());
            Command.succeed("chmod", "-R", "a+rX", copy.toString());
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
