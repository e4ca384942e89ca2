package dev.udsecho.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.udsecho.diagnosis.DirectoryEntry;
import dev.udsecho.diagnosis.Identity;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionTest {
    @TempDir
    Path directory;

    private static Permission permission(String group) {
        return new Permission(new Mode(0620), Optional.of(Group.of(group)));
    }

    private Path file() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Files.setAttribute(file, "unix:mode", 0600);
        return file;
    }

    @Test
    void testGrant_givesGroupAndMode() throws Exception {
        Path file = file();
        String gid = Identity.current().gid();
        permission(gid).grant(file, DirectoryEntry.at(file).orElseThrow().inode());
        DirectoryEntry granted = DirectoryEntry.at(file).orElseThrow();
        assertEquals("0620", granted.permission());
        assertEquals(gid, granted.group());
    }

    @Test
    void testGrant_groupCannotBeGiven_failsBeforeTheModeIsGiven() throws Exception {
        DirectoryEntry other = DirectoryEntry.at(file()).orElseThrow();
        Path missing = directory.resolve("missing");
        NoSuchFileException failure = assertThrows(
                NoSuchFileException.class,
                () -> permission(Identity.current().gid()).grant(missing, other.inode()));
        assertEquals(missing.toString(), failure.getFile());
    }

    @Test
    void testApply_missingFile_fails() {
        Group group = Group.of(Identity.current().gid());
        assertThrows(NoSuchFileException.class, () -> group.apply(directory.resolve("missing")));
    }

    @Test
    void testGrant_swappedFile_isLeftAsItIs() throws Exception {
        Path file = file();
        DirectoryEntry expected =
                DirectoryEntry.at(Files.createFile(directory.resolve("other"))).orElseThrow();
        Permission permission = new Permission(new Mode(0620), Optional.empty());
        FileSystemException failure =
                assertThrows(FileSystemException.class, () -> permission.grant(file, expected.inode()));
        assertEquals("somebody swapped the file", failure.getReason());
        assertEquals("0600", DirectoryEntry.at(file).orElseThrow().permission());
    }

    @Test
    void testToString() {
        assertEquals("mode 0620, group 4711", permission("4711").toString());
        assertEquals("mode 0200", new Permission(new Mode(0200), Optional.empty()).toString());
    }

    @Test
    void testStanding_isNamedInLowerCase() {
        assertEquals("withdrawn", SocketFile.Standing.WITHDRAWN.toString());
    }
}
