package dev.udsecho.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFilesTest {
    private static final String MALFORMED = "a=\\u00zz";

    @TempDir
    Path directory;

    @Test
    void testNoFiles_noProblem() {
        assertEquals(List.of(), problems(Map.of()));
    }

    @Test
    void testReadableFiles_noProblem() throws IOException {
        write(".env", "ECHO_LOG_PAYLOAD=preview");
        write("config/application.properties", "a=\\u0041\nb=\u00fc\n# \\u00zz");
        assertEquals(List.of(), problems(Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {".env", ".env-prod", "config/application.properties", "config/application-prod.properties"})
    void testMalformedEscape_namesTheFile(String name) throws IOException {
        write(".env", "");
        write("config/application.properties", "");
        assertNamed(write(name, MALFORMED), Map.of());
    }

    @Test
    void testFileOfAnotherProfile_isNotRead() throws IOException {
        write("config/application.properties", "");
        Path other = write("config/application-other.properties", MALFORMED);
        assertEquals(List.of(), problems(Map.of()));
        assertNamed(other, Map.of("quarkus.profile", "prod, other"));
    }

    @Test
    void testFileOfAProfileWithoutAMainFile_isNotRead() throws IOException {
        write("config/application-prod.properties", MALFORMED);
        assertEquals(List.of(), problems(Map.of()));
    }

    @Test
    void testOtherFiles_areNotRead() throws IOException {
        write("application.properties", MALFORMED);
        write("config/other.properties", MALFORMED);
        Files.createDirectory(directory.resolve(".env"));
        assertEquals(List.of(), problems(Map.of()));
    }

    @Test
    void testFileInPlaceOfTheDirectory_isNotRead() throws IOException {
        write("config", MALFORMED);
        assertEquals(List.of(), problems(Map.of()));
    }

    @Test
    void testLocations_areRead() throws IOException {
        Path located = write("elsewhere/my.properties", MALFORMED);
        assertNamed(located, Map.of("quarkus.config.locations", "elsewhere/my.properties"));
        assertNamed(located, Map.of("quarkus.config.locations", "nowhere, " + located.toUri()));
        assertNamed(located, Map.of("quarkus.config.locations", "http://localhost/x," + located.getParent()));
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void assertNamed(Path file, Map<String, String> settings) throws IOException {
        String access = Files.getAttribute(file, "unix:uid") + ":" + Files.getAttribute(file, "unix:gid");
        String mode = String.format("%04o", (int) Files.getAttribute(file, "unix:mode") & 07777);
        assertEquals(
                List.of("cannot read the configuration file " + file + " (mode " + mode + ", owner " + access
                        + "): a \\u in it is not followed by four hexadecimal digits; a backslash is written \\\\"),
                problems(settings));
    }

    private List<String> problems(Map<String, String> settings) {
        return new ConfigFiles(directory, key -> Optional.ofNullable(settings.get(key))).findProblems();
    }
}
