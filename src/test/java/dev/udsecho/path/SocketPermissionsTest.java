package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.Identity;
import dev.udsecho.path.SocketPermissions.ChangeRefusedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketPermissionsTest {
    /** A file for which the kernel refuses every chown and chmod, even to root. */
    private static final Path UNCHANGEABLE = Path.of("/proc/sys/kernel/ostype");

    @TempDir
    Path directory;

    private static SocketPermissions permission(String group) {
        return new SocketPermissions(new FileMode(0620), Optional.of(FileGroup.of(group)));
    }

    private Path file() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Files.setAttribute(file, "unix:mode", 0600);
        return file;
    }

    @Test
    void testApplyTo_setsGroupAndMode() throws Exception {
        Path file = file();
        String gid = Identity.current().gid();
        permission(gid).applyTo(file, DirectoryEntry.at(file).orElseThrow().inode());
        DirectoryEntry granted = DirectoryEntry.at(file).orElseThrow();
        assertEquals("0620", granted.permission());
        assertEquals(gid, granted.group());
    }

    @Test
    void testApplyTo_fileThatHasBoth_isUnchanged() throws Exception {
        DirectoryEntry file = DirectoryEntry.at(UNCHANGEABLE).orElseThrow();
        SocketPermissions same =
                new SocketPermissions(new FileMode(file.mode()), Optional.of(FileGroup.of(file.group())));
        assertDoesNotThrow(() -> same.applyTo(UNCHANGEABLE, file.inode()));
    }

    @Test
    void testApplyTo_refused_namesTheStep() throws Exception {
        DirectoryEntry file = DirectoryEntry.at(UNCHANGEABLE).orElseThrow();
        assertStep(false, new SocketPermissions(new FileMode(0660), Optional.of(FileGroup.of(file.group()))), file);
        assertStep(true, new SocketPermissions(new FileMode(0660), Optional.of(FileGroup.of("64711"))), file);
    }

    private static void assertStep(boolean isOfGroup, SocketPermissions permission, DirectoryEntry file) {
        ChangeRefusedException refused =
                assertThrows(ChangeRefusedException.class, () -> permission.applyTo(UNCHANGEABLE, file.inode()));
        assertEquals(isOfGroup, refused.isOfGroup());
        assertEquals(UNCHANGEABLE.toString(), refused.getFile());
    }

    @Test
    void testGroup_holdsItsMembers() {
        FileGroup group = FileGroup.of("64711");
        assertTrue(group.holds(new Identity("1", "64711", List.of(), 0, false)));
        assertTrue(group.holds(new Identity("1", "2", List.of("4294967294", "64711"), 0, false)));
        assertFalse(group.holds(new Identity("64711", "2", List.of("64712", "unknown"), 0, false)));
    }

    @Test
    void testApplyTo_groupRefused_failsBeforeTheModeIsSet() throws Exception {
        DirectoryEntry other = DirectoryEntry.at(file()).orElseThrow();
        Path missing = directory.resolve("missing");
        NoSuchFileException failure = assertThrows(
                NoSuchFileException.class,
                () -> permission(Identity.current().gid()).applyTo(missing, other.inode()));
        assertEquals(missing.toString(), failure.getFile());
    }

    @Test
    void testApply_missingFile_fails() {
        FileGroup group = FileGroup.of(Identity.current().gid());
        assertThrows(NoSuchFileException.class, () -> group.apply(directory.resolve("missing")));
    }

    @Test
    void testApplyTo_swappedFile_isUnchanged() throws Exception {
        Path file = file();
        DirectoryEntry expected =
                DirectoryEntry.at(Files.createFile(directory.resolve("other"))).orElseThrow();
        SocketPermissions permission = new SocketPermissions(new FileMode(0620), Optional.empty());
        FileSystemException failure =
                assertThrows(FileSystemException.class, () -> permission.applyTo(file, expected.inode()));
        assertEquals("another process swapped the file", failure.getReason());
        assertEquals("0600", DirectoryEntry.at(file).orElseThrow().permission());
    }

    @Test
    void testToString() {
        assertEquals("mode 0620, group 4711", permission("4711").toString());
        assertEquals("mode 0200", new SocketPermissions(new FileMode(0200), Optional.empty()).toString());
    }

    @Test
    void testPathState_isNamedInLowerCase() {
        assertEquals("withdrawn", PathState.WITHDRAWN.toString());
    }
}
