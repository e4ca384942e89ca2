package dev.udsecho.docs;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the architecture has a row for each package. */
class RoomsTest {
    private static final Path ROOT = Path.of("src/main/java/dev/udsecho");

    @Test
    void testRooms_areInTheTable() throws IOException {
        Set<String> missing;
        try (Stream<Path> files = Files.walk(ROOT)) {
            missing = files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> ROOT.relativize(file.getParent()).toString().replace('/', '.'))
                    .map(room -> room.isEmpty() ? "(root)" : room)
                    .collect(toCollection(TreeSet::new));
        }
        Markdown.guide("architecture")
                .table("| room | what lives there | uses |")
                .forEach(row -> missing.remove(row.get(0).strip().replace("`", "")));
        assertEquals(Set.of(), missing);
    }
}
