package dev.udsecho.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the files that engines read, without an engine. */
class DockerFilesTest {
    private static final Pattern BASE_IMAGE = Pattern.compile("(?m)^(?:ARG [A-Z]+_IMAGE=|FROM )([^$\\s]+)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/main/docker/Dockerfile.jvm",
                "src/test/docker/Dockerfile.nc",
                "src/it/csi-identity/Dockerfile"
            })
    void testBaseImages_haveFullNames_asPodmanTakesThemWithoutConfiguration(Path dockerfile) throws IOException {
        List<String> images = BASE_IMAGE
                .matcher(Files.readString(dockerfile))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertFalse(images.isEmpty());
        assertEquals(
                List.of(),
                images.stream()
                        .filter(image -> !image.startsWith("docker.io/library/"))
                        .toList());
    }

    @Test
    void testComposeProject_isCalledAsTheProgram() throws IOException {
        Path compose = Path.of("src/main/docker/compose.yaml");
        assertEquals(
                "udsecho",
                new ObjectMapper(new YAMLFactory())
                        .readTree(compose.toFile())
                        .path("name")
                        .asText());
    }
}
