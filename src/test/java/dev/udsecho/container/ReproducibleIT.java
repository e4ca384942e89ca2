package dev.udsecho.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.Command;
import dev.udsecho.testing.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sources, packaged and built once more in another folder, give the same layers but for the last, the caches'. */
@Tag("container")
class ReproducibleIT {
    private static final String AGAIN = "udsecho:test-again";

    @TempDir
    Path directory;

    @Test
    void testBuildAgain_givesTheSameLayersButForTheCaches() throws Exception {
        Command copied =
                Command.run("cp", "-r", "pom.xml", "mvnw", ".mvn", ".dockerignore", "src", directory.toString());
        assertEquals(0, copied.status(), copied::output);
        List<String> build = new ArrayList<>(List.of(
                "./mvnw",
                "--batch-mode",
                "package",
                "-DskipTests",
                "-Dquarkus.container-image.build=true",
                "-Dquarkus.container-image.image=" + AGAIN,
                "-Dquarkus.docker.additional-args=--no-cache",
                "-Dquarkus.native.container-runtime=" + Engine.COMMAND));
        Engine.baseImages("-Dquarkus.docker.build-args.").forEach(build::add);
        Engine.runLong(new ProcessBuilder(build).directory(directory.toFile()));
        assertEquals(layersButTheLast(Engine.IMAGE), layersButTheLast(AGAIN));
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
