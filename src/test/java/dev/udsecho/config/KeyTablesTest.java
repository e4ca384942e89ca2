package dev.udsecho.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.docs.Markdown;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Tests that the tables of keys in {@code serve --help} and in the guide match the configuration's own metadata. If a
 * table differs, the expected one is written to {@code target/}, to be copied.
 */
class KeyTablesTest {
    private static final Path HELP = Path.of("src/main/resources/dev/udsecho/cli/keys.txt");
    private static final Path GUIDE = Markdown.GUIDE.resolve("configuration.md");
    private static final int WIDTH = 80;
    private static final String INDENT = "      ";

    /** The default of a key, empty if it has none, and its meaning. */
    private record Row(String value, String meaning) {}

    private final TreeMap<String, Row> rows = new TreeMap<>();

    KeyTablesTest() throws IOException {
        collect(EchoConfig.class, EchoConfig.PREFIX);
        Properties defaults = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            defaults.load(file);
        }
        http(defaults, "quarkus.http.host", "the address that health, metrics and the page listen on; no echo traffic");
        http(defaults, "quarkus.http.port", "their port; 0 is a free one");
    }

    private void http(Properties defaults, String key, String meaning) {
        rows.put(key, new Row(defaults.getProperty(key), meaning));
    }

    private void collect(Class<?> mapping, String prefix) {
        for (Method method : mapping.getDeclaredMethods()) {
            String name = Optional.ofNullable(method.getAnnotation(WithName.class))
                    .map(WithName::value)
                    .orElseGet(
                            () -> method.getName().replaceAll("([A-Z])", "-$1").toLowerCase());
            Description description = method.getAnnotation(Description.class);
            if (description == null) {
                collect(method.getReturnType(), prefix + "." + name);
            } else {
                WithDefault value = method.getAnnotation(WithDefault.class);
                rows.put(prefix + "." + name, new Row(value == null ? "" : value.value(), description.value()));
            }
        }
    }

    @Test
    void testEveryKey_isDescribed() {
        assertEquals(
                KeyNames.all(),
                rows.keySet().stream().filter(key -> key.startsWith("echo.")).toList());
    }

    @Test
    void testHelp_hasEveryKeyInLinesThatFit() throws IOException {
        String help =
                "Each key is also an environment variable, such as ECHO_SOCKET_PATH. Durations\nread 250ms, 0.5s, 2m, 1h.\n\n"
                        + rows.entrySet().stream()
                                .map(entry -> "  " + entry.getKey()
                                        + (entry.getValue().value().isEmpty()
                                                ? ""
                                                : "=" + entry.getValue().value()) + "\n"
                                        + wrapped(entry.getValue().meaning().replace("`", "")))
                                .collect(Collectors.joining());
        Files.writeString(Path.of("target/keys.txt"), help);
        assertEquals(help, Files.readString(HELP), "take over target/keys.txt");
        assertTrue(help.lines().allMatch(line -> line.length() <= WIDTH), help);
    }

    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(INDENT);
            }
            line.append(word).append(' ');
        }
        return lines.append(line.toString().stripTrailing()).append('\n').toString();
    }

    @Test
    void testGuideAndReadme_haveTheSameTable() throws IOException {
        String table = "| key | default | meaning |\n|---|---|---|\n"
                + rows.entrySet().stream()
                        .map(entry -> "| `" + entry.getKey() + "` | "
                                + (entry.getValue().value().isEmpty()
                                        ? "–"
                                        : "`" + entry.getValue().value() + "`")
                                + " | " + entry.getValue().meaning() + " |\n")
                        .collect(Collectors.joining());
        Files.writeString(Path.of("target/keys.md"), table, StandardCharsets.UTF_8);
        for (Path page : List.of(GUIDE, Markdown.README)) {
            assertTrue(Files.readString(page).contains(table + '\n'), "take over target/keys.md into " + page);
        }
    }
}
