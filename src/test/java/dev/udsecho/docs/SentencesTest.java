package dev.udsecho.docs;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A sentence of the documentation stands in one place only, beside its tables. */
class SentencesTest {
    private static final int SHORTEST = 6;

    @Test
    void testSentences_standInOnePlace() throws IOException {
        Map<String, Path> places = new TreeMap<>();
        Map<String, List<Path>> twice = new TreeMap<>();
        for (Path page : Markdown.pages()) {
            sentences(Markdown.of(page).lines()).forEach(sentence -> {
                Path before = places.put(sentence, page);
                if (before != null) {
                    twice.put(sentence, List.of(before, page));
                }
            });
        }
        assertEquals(Map.of(), twice);
    }

    /** Returns the sentences of six words or more, also from one line to the next, without the targets of links. */
    private static Stream<String> sentences(List<String> lines) {
        String text = lines.stream()
                .filter(line -> !line.startsWith("|") && !line.startsWith("#"))
                .collect(joining("\n"))
                .replaceAll("\\]\\([^)]*\\)", "");
        return Stream.of(text.split("\n\\s*\n|\n(?=- |\\d\\. )|(?<=[.:;?])\\s"))
                .map(sentence -> sentence.replaceAll("[-.:;?\\s]+", " ").strip().toLowerCase())
                .filter(sentence -> sentence.split(" ").length >= SHORTEST);
    }
}
