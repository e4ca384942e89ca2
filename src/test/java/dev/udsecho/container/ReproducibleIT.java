package dev.udsecho.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.Command;
import dev.udsecho.testing.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sources, packaged and built once more in another folder, give the same layers but for the last, the caches'. */
@Tag("container")
class ReproducibleIT {
    private static final String AGAIN = "udsecho:test-again";

    /** A line of a stack trace, or about an engine that is not there. */
    private static final Pattern COMPLAINT = Pattern.compile("\\tat |ContainerRuntimeUtil");

    @TempDir
    Path directory;

    @Test
    void testBuildAgain_isQuiet_findsTheEngine_andGivesTheSameLayersButForTheCaches() throws Exception {
        Command.succeed("cp", "-r", "pom.xml", "mvnw", ".mvn", ".dockerignore", "src", directory.toString());
        assertEquals("", mvnw("-q", "package", "-DskipTests"));
        List<String> build = new ArrayList<>(List.of(
                "--batch-mode",
                "package",
                "-DskipTests",
                "-Dquarkus.container-image.build=true",
                "-Dquarkus.container-image.image=" + AGAIN,
                "-Dquarkus.docker.additional-args=--no-cache"));
        Engine.baseImages("-Dquarkus.docker.build-args.").forEach(build::add);
        String printed = mvnw(build.toArray(String[]::new));
        assertEquals(List.of(), printed.lines().filter(COMPLAINT.asPredicate()).toList());
        assertEquals(layersButTheLast(Engine.IMAGE), layersButTheLast(AGAIN));
    }

    private String mvnw(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("./mvnw"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return Engine.runLong(builder);
    }

    @AfterEach
    void removeTheImage() {
        Engine.runUnchecked("rmi", AGAIN);
    }

    private static List<String> layersButTheLast(String image) throws Exception {
        String layers = Engine.ask("image", "inspect", "--format", "{{range .RootFS.Layers}}{{.}} {{end}}", image);
        List<String> all = Arrays.asList(layers.split(" "));
        return all.subList(0, all.size() - 1);
    }
}
