package dev.udsecho.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation hangs together: each link leads somewhere, each page can be found, and each suite exists. */
class LinksTest {
    private static final int LONGEST_README = 300;
    private static final Pattern SUITE = Pattern.compile("\\b[A-Z][a-z]\\w+(IT|Test)\\b");

    @Test
    void testRelativeLinks_leadToAFileAndAHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : Markdown.pages()) {
            for (String link : Markdown.of(page).links()) {
                if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
                    broken.add(page + ": " + link);
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1 || Markdown.of(target).anchors().contains(parts[1]));
    }

    @Test
    void testSuitesThatAreNamed_exist() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path page : Markdown.pages()) {
            SUITE.matcher(Files.readString(page)).results().forEach(suite -> missing.add(suite.group() + ".java"));
        }
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            files.forEach(file -> missing.remove(file.getFileName().toString()));
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void testReadme_fits() throws IOException {
        long lines = Files.readAllLines(Markdown.README).size();
        assertTrue(lines <= LONGEST_README, () -> "README.md has " + lines + " lines");
    }

    @Test
    void testEachPageOfTheGuide_isInItsContentsItsMenuAndTheReadme() throws IOException {
        List<String> contents = Markdown.guide("index").links();
        String menu = Files.readString(Path.of("src/site/site.xml"));
        List<String> readme = Markdown.of(Markdown.README).links();
        try (Stream<Path> pages = Files.list(Markdown.GUIDE)) {
            assertEquals(
                    List.of(),
                    pages.map(page -> page.getFileName().toString())
                            .filter(page -> !(contents.contains(page) || page.equals("index.md"))
                                    || !menu.contains('"' + page.replace(".md", ".html") + '"')
                                    || readme.stream().noneMatch(link -> link.contains("markdown/" + page)))
                            .toList());
        }
    }

    @Test
    void testEachExample_isInTheTableOfExamples() throws IOException {
        List<String> links = Markdown.guide("own-a-socket").links();
        try (Stream<Path> examples = Files.list(Markdown.EXAMPLES)) {
            assertEquals(
                    List.of(),
                    examples.map(example -> "../../it/" + example.getFileName() + "/README.md")
                            .filter(example -> !links.contains(example))
                            .toList());
        }
    }
}
