package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Inode;
import dev.udsecho.os.FileKind;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedPeersTest {
    private static final String ANY = "any uid";
    private static final String GROUP_20 = "uid 1, members of group 20, root";
    private static final String BOTH = "uid 1, members of group 10 and 20, root";
    private static final String NOBODY = "uid 1, root";

    private static PathStep step(String path, FileKind kind, String mode, int gid) {
        DirectoryEntry file = new DirectoryEntry(
                new Inode(1, 1),
                kind,
                Integer.parseInt(mode, 8),
                1,
                gid,
                FileTime.fromMillis(0),
                FileTime.fromMillis(0));
        return new PathStep(Path.of(path), Optional.empty(), Optional.of(file), List.of(file), Optional.empty(), true);
    }

    /** The mode and group of the directory, and the mode and group of the socket. */
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
    void testOf_modesAndGroupsAlongThePath(String directory, int itsGroup, String socket, int group, String expected) {
        assertEquals(
                expected,
                AllowedPeers.of(List.of(
                        step("/", FileKind.DIRECTORY, "0755", 0),
                        step("/run", FileKind.DIRECTORY, directory, itsGroup),
                        step("/run/echo.sock", FileKind.SOCKET, socket, group))));
    }

    /**
     * A directory of 2 and a socket of 1: the socket's owner counts as others in the directory, or has no right to it.
     */
    @ParameterizedTest
    @CsvSource({"0770, 0660, 'members of group 20, root'", "0711, 0060, 'members of group 20, root'"})
    void testOf_excludedOwner_isNotNamed(String directory, String socket, String expected) {
        DirectoryEntry run = entry(FileKind.DIRECTORY, directory, 2);
        DirectoryEntry file = entry(FileKind.SOCKET, socket, 1);
        assertEquals(expected, AllowedPeers.of(List.of(way(run), way(file))));
    }

    @Test
    void testOf_excludedGroup_isNamed() {
        assertEquals(
                "any uid, but for members of group 20",
                AllowedPeers.of(List.of(way(entry(FileKind.SOCKET, "0606", 1)))));
    }

    private static DirectoryEntry entry(FileKind kind, String mode, int uid) {
        return new DirectoryEntry(
                new Inode(1, 1),
                kind,
                Integer.parseInt(mode, 8),
                uid,
                20,
                FileTime.fromMillis(0),
                FileTime.fromMillis(0));
    }

    private static PathStep way(DirectoryEntry file) {
        return new PathStep(Path.of("/x"), Optional.empty(), Optional.of(file), List.of(file), Optional.empty(), true);
    }
}
