package dev.udsecho.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Command lines that leave the packaged classes to the JVM's own class loader, without Quarkus' runner. A class archive
 * serves that loader better: a start of the service takes a quarter less processor time.
 */
final class PlainJava {
    private static final String MAIN = "dev.udsecho.Main";

    /** Starts a JVM's compiler later, as few methods of a short life are worth it. */
    private static final String LATE_COMPILER = "-XX:CompileThresholdScaling=4";

    /** The log manager that Quarkus' runner installs. */
    private static final String LOG_MANAGER = "-Djava.util.logging.manager=org.jboss.logmanager.LogManager";

    private PlainJava() {}

    /** Returns the command line of the service, with more options for its JVM. */
    static List<String> server(List<String> jvmOptions) {
        List<String> options = new ArrayList<>(List.of(LATE_COMPILER, LOG_MANAGER));
        options.addAll(jvmOptions);
        return Program.java(options, "-cp", path("quarkus", "app", "lib/boot", "lib/main"), MAIN, "serve");
    }

    /** Returns the command line of a check. */
    static List<String> check(List<String> jvmOptions) {
        return Program.java(jvmOptions, "-cp", clientPath(), MAIN, "check");
    }

    /** Returns the command line of a {@link CommandLoop}. */
    static List<String> commandLoop() {
        String path = clientPath() + ":" + Loop.DIRECTORY;
        return Program.java(ClassArchive.LOOP.options(), "-cp", path, CommandLoop.class.getName());
    }

    /** The other jars would only be searched: the client needs none of them. */
    private static String clientPath() {
        return Stream.of(path("app", "lib/main").split(":"))
                .filter(jar -> jar.matches(".*/(udsecho|info\\.picocli|org\\.hdrhistogram)[^/]*"))
                .collect(Collectors.joining(":"));
    }

    private static String path(String... directories) {
        return Stream.of(directories)
                .map(Program::packaged)
                .flatMap(PlainJava::jars)
                .collect(Collectors.joining(":"));
    }

    private static Stream<String> jars(Path directory) {
        try {
            return Listing.of(directory).stream()
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> directory.resolve(name).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class of the loop, in a copy that every user may read. */
    private static final class Loop {
        private static final Path DIRECTORY = copy(Program.beside("loop"));

        private static Path copy(Path directory) {
            String name = CommandLoop.class.getName().replace('.', '/') + ".class";
            Path copy = directory.resolve(name);
            try (InputStream bytes = CommandLoop.class.getResourceAsStream("/" + name)) {
                Files.createDirectories(copy.getParent());
                Files.copy(bytes, copy);
                return directory;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
