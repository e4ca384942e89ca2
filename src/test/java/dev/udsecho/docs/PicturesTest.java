package dev.udsecho.docs;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.path.owner.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests the pictures of the documentation: that each is used, described and small, and that the states are the code's. */
class PicturesTest {
    private static final Path IMAGES = Path.of("src/site/resources/images");
    private static final long LARGEST = 65_000;
    private static final Pattern STATE = Pattern.compile("<text class=\"state\"[^>]*>(\\w+)<");

    @Test
    void testPictures_areThoseThatPagesShow() throws IOException {
        Set<Path> shown = new TreeSet<>();
        for (Path page : Markdown.pages()) {
            Markdown.of(page).pictures().forEach(picture -> shown.add(picture.file()));
        }
        assertEquals(new TreeSet<>(images()), shown);
    }

    @Test
    void testEachPicture_hasAnAlternativeText() throws IOException {
        for (Path page : Markdown.pages()) {
            Markdown.of(page)
                    .pictures()
                    .forEach(picture -> assertTrue(
                            picture.text().contains(" "), () -> page + ": " + picture.file() + " has no text"));
        }
    }

    @Test
    void testEachPicture_isSmall() throws IOException {
        for (Path image : images()) {
            assertTrue(Files.size(image) <= LARGEST, () -> image + " is larger than " + LARGEST + " bytes");
        }
    }

    @Test
    void testEachDiagram_hasATitle_andFitsTheDark() throws IOException {
        for (Path image : images()) {
            String text = image.toString().endsWith(".svg") ? Files.readString(image) : "<title> <desc> dark";
            assertTrue(Stream.of("<title", "<desc", "dark").allMatch(text::contains), image::toString);
        }
    }

    @Test
    void testStates_areThoseOfTheTableAndOfTheCode() throws IOException {
        Set<String> states = STATE.matcher(Files.readString(IMAGES.resolve("path-life.svg")))
                .results()
                .map(state -> state.group(1))
                .collect(toCollection(TreeSet::new));
        Set<String> rows = Markdown.guide("architecture").table("| state | what leads on |").stream()
                .map(row -> row.get(0).strip())
                .collect(toCollection(TreeSet::new));
        rows.add("ended");
        assertEquals(rows, states);
        assertTrue(Arrays.stream(Role.values()).map(Role::toString).allMatch(states::contains), states::toString);
    }

    private static Set<Path> images() throws IOException {
        try (Stream<Path> files = Files.list(IMAGES)) {
            return files.collect(toCollection(TreeSet::new));
        }
    }
}
