package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.diagnosis.DirectoryEntry.Inode;
import dev.udsecho.diagnosis.DirectoryEntry.Kind;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {
    private static final String ANY = "any uid";
    private static final String GROUP_20 = "uid 1, members of group 20, root";
    private static final String BOTH = "uid 1, members of group 10 and 20, root";
    private static final String NOBODY = "uid 1, root";

    private static Step step(String path, Kind kind, String mode, int gid) {
        DirectoryEntry file =
                new DirectoryEntry(new Inode(1, 1), kind, Integer.parseInt(mode, 8), 1, gid, FileTime.fromMillis(0));
        return new Step(Path.of(path), Optional.empty(), Optional.of(file), List.of(file), Optional.empty(), true);
    }

    /** Mode and group of the directory, mode and group of the socket. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "0755, 0, 0666, 0, " + ANY,
                "0711, 0, 0662, 0, " + ANY,
                "0755, 0, 0660, 20, \"" + GROUP_20 + "\"",
                "0750, 20, 0666, 0, \"" + GROUP_20 + "\"",
                "2770, 20, 0660, 20, \"" + GROUP_20 + "\"",
                "0750, 10, 0660, 20, \"" + BOTH + "\"",
                "0700, 0, 0666, 0, \"" + NOBODY + "\"",
                "0755, 0, 0600, 20, \"" + NOBODY + "\"",
                "0755, 0, 0755, 20, \"" + NOBODY + "\""
            })
    void testOf_modesAndGroupsOfTheWay(String directory, int itsGroup, String socket, int group, String expected) {
        assertEquals(
                expected,
                Reach.of(List.of(
                        step("/", Kind.DIRECTORY, "0755", 0),
                        step("/run", Kind.DIRECTORY, directory, itsGroup),
                        step("/run/echo.sock", Kind.SOCKET, socket, group))));
    }
}
