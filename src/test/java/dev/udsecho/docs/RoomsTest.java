package dev.udsecho.docs;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the architecture has a row and a box for each package, and each package uses boxes below its own only. */
class RoomsTest {
    private static final Path ROOT = Path.of("src/main/java/dev/udsecho");
    private static final Pattern BOX = Pattern.compile("class=\"room\" x=\"\\d+\" y=\"(\\d+)\">([^<]+)<");
    private static final Pattern FILLED = Pattern.compile("class=\"jdk\".*>([^<]+)</text>");

    @Test
    void testRooms_areInTheTable() throws IOException {
        Set<String> packages;
        try (Stream<Path> files = Files.walk(ROOT)) {
            packages = files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> ROOT.relativize(file.getParent()).toString().replace('/', '.'))
                    .map(room -> room.isEmpty() ? "(root)" : room)
                    .collect(toCollection(TreeSet::new));
        }
        Set<String> rows = rows().stream().map(RoomsTest::room).collect(toCollection(TreeSet::new));
        assertEquals(packages, rows);
    }

    @Test
    void testRooms_areInThePicture_andUseThoseBelow() throws IOException {
        Map<String, Integer> heights = new TreeMap<>();
        BOX.matcher(picture()).results().forEach(box -> heights.put(box.group(2), Integer.valueOf(box.group(1))));
        List<String> upwards = new ArrayList<>();
        for (List<String> row : rows()) {
            Markdown.code(row.get(2)).stream()
                    .filter(used -> heights.get(used) <= heights.get(room(row)))
                    .forEach(used -> upwards.add(room(row) + " uses " + used));
        }
        assertEquals(List.of(), upwards);
        assertEquals(rows().size(), heights.size());
    }

    @Test
    void testFilledRooms_needTheJdkOnly() throws IOException {
        Set<String> expected = rows().stream()
                .filter(row -> row.get(1).contains("JDK only"))
                .map(RoomsTest::room)
                .collect(toCollection(TreeSet::new));
        Set<String> filled =
                FILLED.matcher(picture()).results().map(box -> box.group(1)).collect(toCollection(TreeSet::new));
        assertEquals(expected, filled);
    }

    private static List<List<String>> rows() throws IOException {
        return Markdown.guide("architecture").table("| room | what lives there | uses |");
    }

    private static String room(List<String> row) {
        return row.get(0).strip().replace("`", "");
    }

    private static String picture() throws IOException {
        return Files.readString(Path.of("src/site/resources/images/rooms.svg"));
    }
}
