package dev.udsecho.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation as a forge shows it: its links, the anchors of its headings, and its tables. Code blocks have
 * none of these.
 *
 * @param file where it is
 * @param lines its lines without code blocks
 */
public record Markdown(Path file, List<String> lines) {
    /** The front page. */
    public static final Path README = Path.of("README.md");

    /** The directory of the guide. */
    public static final Path GUIDE = Path.of("src/site/markdown");

    /** The directory of the projects that use the library. */
    public static final Path EXAMPLES = Path.of("src/it");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern PICTURE = Pattern.compile("!\\[([^]]*)]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /**
     * Returns the front page, the pages of the guide, those that a forge looks for in a directory of its own, and those
     * of the examples.
     */
    public static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(README));
        for (Path directory : List.of(GUIDE, Path.of(".github"), EXAMPLES)) {
            try (Stream<Path> files = Files.walk(directory, 2)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    /** Reads a page of the guide. */
    public static Markdown guide(String name) throws IOException {
        return of(GUIDE.resolve(name + ".md"));
    }

    /** Reads a page. */
    public static Markdown of(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean code = false;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("```")) {
                code = !code;
            } else if (!code) {
                lines.add(line);
            }
        }
        return new Markdown(file, lines);
    }

    /** Returns where the links lead, in the order of the text. */
    public List<String> links() {
        return lines.stream()
                .flatMap(line -> LINK.matcher(line).results())
                .map(link -> link.group(1))
                .toList();
    }

    /** Returns the pictures in the order of the text: of each, the file and the text for those who do not see it. */
    public List<Picture> pictures() {
        return lines.stream()
                .flatMap(line -> PICTURE.matcher(line).results())
                .map(found -> new Picture(file.resolveSibling(found.group(2)).normalize(), found.group(1)))
                .toList();
    }

    /**
     * A picture of a page.
     *
     * @param file where it is
     * @param text its alternative text
     */
    public record Picture(Path file, String text) {}

    /** Returns the anchors that a forge gives the headings; a second one of the same text gets a number. */
    public Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        Map<String, Integer> seen = new HashMap<>();
        lines.stream().filter(line -> line.startsWith("#")).forEach(line -> {
            String anchor = line.replaceFirst("^#+ ", "")
                    .toLowerCase()
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-');
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        });
        return anchors;
    }

    /** Returns the cells of each row of the table with this head, such as {@code | cause | status |}. */
    public List<List<String>> table(String head) {
        int start = lines.indexOf(head);
        if (start < 0) {
            throw new AssertionError("no table \"" + head + "\" in " + file);
        }
        return lines.stream()
                .skip(start + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> List.of(line.substring(1).split("(?<!\\\\)\\|")))
                .toList();
    }

    /** Returns what is set as code in a cell. */
    public static List<String> code(String cell) {
        Matcher matcher = CODE.matcher(cell);
        return matcher.results().map(found -> found.group(1)).toList();
    }
}
