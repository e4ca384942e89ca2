package dev.udsecho.docs;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.path.owner.PathEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of events have a row for each event of the path and of the log, and the facts that the code logs. */
class EventTablesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern NAME = Pattern.compile("(?:new LogEvent|\\bevent)\\(\\s*\"([a-z-]+)\"");
    private static final Pattern FACT = Pattern.compile("\\.with(?:KeyOnly)?\\(\\s*\"(\\w+)\"");

    /** A start that fails is a sentence on standard error, and no line of the log. */
    private static final Set<PathEvent.Kind> NOT_LOGGED = EnumSet.of(PathEvent.Kind.STANDBY_FAILED);

    @Test
    void testEventsOfThePath() throws IOException {
        Set<String> expected =
                Arrays.stream(PathEvent.Kind.values()).map(Enum::name).collect(toCollection(TreeSet::new));
        assertEquals(expected, codes(Markdown.guide("own-a-socket").table("| event | what happened |"), 0));
    }

    @Test
    void testEventsOfTheLog() throws IOException {
        Set<String> expected = logged(NAME);
        EnumSet.complementOf(EnumSet.copyOf(NOT_LOGGED)).forEach(kind -> expected.add(kind.toString()));
        assertEquals(expected, codes(log(), 0));
    }

    @Test
    void testFactsOfTheLog() throws IOException {
        Set<String> expected = logged(FACT);
        expected.remove("path");
        Set<String> facts = codes(log(), 2);
        facts.remove("published");
        assertEquals(expected, facts);
    }

    private static List<List<String>> log() throws IOException {
        return Markdown.guide("observability").table("| event | what happened | facts, besides the `path` |");
    }

    private static Set<String> codes(List<List<String>> rows, int column) {
        return rows.stream()
                .flatMap(row -> Markdown.code(row.get(column)).stream())
                .collect(toCollection(TreeSet::new));
    }

    /** Returns what the pattern finds in the sources that log events. */
    private static Set<String> logged(Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String source = Files.readString(file);
                if (source.contains("LogEvent;") || source.contains("class LogEvent")) {
                    pattern.matcher(source).results().forEach(match -> found.add(match.group(1)));
                }
            }
        }
        return found;
    }
}
