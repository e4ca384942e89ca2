package dev.udsecho.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packaged program's classes that its client needs, for the JVM's own class loader: an archive serves it better than
 * Quarkus' class loader, which needs half a dozen jars more.
 */
final class ClientClasses {
    private static final Pattern JARS = Pattern.compile("udsecho|info\\.picocli|org\\.hdrhistogram");
    private static final String PATH = Stream.of("app", "lib/main")
            .flatMap(ClientClasses::jars)
            .map(Path::toString)
            .collect(Collectors.joining(":"));
    private static final Path LOOP = copy(CommandLoop.class);

    private ClientClasses() {}

    /** Returns the command line of one client command. */
    static List<String> command(List<String> jvmOptions, String word) {
        return Program.java(jvmOptions, "-cp", PATH, "dev.udsecho.Main", word);
    }

    /** Returns the command line of a {@link CommandLoop}. */
    static List<String> loop() {
        return Program.java(List.of(ClassArchive.LOOP.option()), "-cp", PATH + ":" + LOOP, CommandLoop.class.getName());
    }

    private static Stream<Path> jars(String directory) {
        try (Stream<Path> jars = Files.list(Program.packaged(directory))) {
            return jars
                    .filter(jar -> JARS.matcher(jar.getFileName().toString()).lookingAt())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies a class of the tests to where every user may read it. */
    private static Path copy(Class<?> type) {
        Path directory = Program.beside("classes");
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = type.getResourceAsStream("/" + name)) {
            Path copy = directory.resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(bytes, copy);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
