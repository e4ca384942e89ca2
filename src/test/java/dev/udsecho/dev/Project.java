package dev.udsecho.dev;

import dev.udsecho.testing.Command;
import dev.udsecho.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;

/**
 * A copy of this project, to be edited as a person would.
 *
 * @param directory where it is
 */
record Project(Path directory) {
    private static final Path BEAN = Path.of("src/main/java/dev/udsecho/echo/VerbatimEcho.java");
    private static final Path CONFIGURATION = Path.of("src/main/resources/application.properties");

    /** Copies what git tracks, and what it would. */
    static Project copyTo(Path directory) throws IOException, InterruptedException {
        Needs.tool("git");
        Command files = Command.run("git", "ls-files", "--cached", "--others", "--exclude-standard");
        for (String name : files.output().lines().toList()) {
            if (Files.exists(Path.of(name))) {
                Path copy = directory.resolve(name);
                Files.createDirectories(copy.getParent());
                Files.copy(Path.of(name), copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new Project(directory);
    }

    /** Returns the option of Maven for where artifacts are, if this build has it: then it needs no network here either. */
    static List<String> repository() {
        String repository = System.getProperty("maven.repo.local");
        return repository == null ? List.of() : List.of("-Dmaven.repo.local=" + repository);
    }

    /** Has the bean return this Java expression. */
    void answer(String expression) throws IOException {
        String bean = Files.readString(BEAN)
                .replaceFirst("return .*", Matcher.quoteReplacement("return " + expression + ";"));
        write(BEAN, bean);
    }

    /** Adds lines to the configuration that it had at first. */
    void configure(String... lines) throws IOException {
        write(CONFIGURATION, Files.readString(CONFIGURATION) + String.join("\n", lines) + "\n");
    }

    /** A file that is as it should be is not written: each write is followed by a reload. */
    private void write(Path file, String text) throws IOException {
        Path copy = directory.resolve(file);
        if (!Files.readString(copy).equals(text)) {
            Files.writeString(copy, text);
        }
    }

    /** Adds a comment to the end of a class, by its path below the package. */
    void touch(String name) throws IOException {
        Path file = directory.resolve("src/main/java/dev/udsecho").resolve(name);
        Files.writeString(file, "// changed\n", StandardOpenOption.APPEND);
    }
}
