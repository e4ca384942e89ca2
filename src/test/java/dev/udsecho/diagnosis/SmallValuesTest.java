package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.DirectoryEntry;
import dev.udsecho.os.DirectoryEntry.Inode;
import dev.udsecho.os.FileKind;
import dev.udsecho.os.IoMessages;
import dev.udsecho.os.Mount;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallValuesTest {
    private static Mount mount(String root, String type, String... options) {
        return new Mount(Path.of("/run"), root, type, List.of(options));
    }

    private static PathStep step(
            String path, Optional<Path> link, Optional<DirectoryEntry> file, Optional<Mount> mount) {
        return new PathStep(Path.of(path), link, file, List.of(), mount, true);
    }

    private static Optional<DirectoryEntry> entry(FileKind kind) {
        return Optional.of(new DirectoryEntry(
                new Inode(1, 1), kind, 0660, 10, -2, FileTime.fromMillis(0), FileTime.fromMillis(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proc", "sysfs", "cgroup2", "vfat", "iso9660"})
    void testMount_typeWithoutSockets(String type) {
        assertTrue(mount("/", type).lacksSockets());
        assertFalse(mount("/", "ext4").lacksSockets());
    }

    @Test
    void testMount_ofADeletedFile() {
        assertTrue(mount("/echo.sock//deleted", "ext4").isOfDeletedFile());
        assertFalse(mount("/echo.sock", "ext4").isOfDeletedFile());
    }

    @Test
    void testMount_inWords_withTheOptionsThatBoundIt() {
        Mount mount = mount("/", "tmpfs", "rw", "nosuid", "rw", "size=64k", "nr_inodes=10", "mode=755");
        assertEquals("tmpfs on /run, rw,nosuid,size=64k,nr_inodes=10", mount.withOptions());
        assertEquals("tmpfs on /run", mount.toString());
        assertEquals("tmpfs on /run, read-only", mount("/", "tmpfs", "ro").toString());
    }

    @Test
    void testStep_name() {
        assertEquals(
                "/",
                step("/", Optional.empty(), entry(FileKind.DIRECTORY), Optional.empty())
                        .name());
        assertEquals(
                "run/",
                step("/run", Optional.empty(), entry(FileKind.DIRECTORY), Optional.empty())
                        .name());
        assertEquals(
                "a\\n",
                step("/run/a\n", Optional.empty(), entry(FileKind.SOCKET), Optional.empty())
                        .name());
        assertEquals(
                "x",
                step("/run/x", Optional.empty(), Optional.empty(), Optional.empty())
                        .name());
        assertEquals(
                "run/ → /var/run",
                step("/run", Optional.of(Path.of("/var/run")), entry(FileKind.DIRECTORY), Optional.empty())
                        .name());
    }

    @Test
    void testStep_evidence() {
        assertEquals(
                new Evidence("/run/x", "a symbolic link to y: a socket, mode 0660, owner 10:4294967294, ext4 on /run"),
                step("/run/x", Optional.of(Path.of("y")), entry(FileKind.SOCKET), Optional.of(mount("/", "ext4")))
                        .evidence());
        assertEquals(
                new Evidence("/run/x", "not there, or not to be seen"),
                step("/run/x", Optional.empty(), Optional.empty(), Optional.empty())
                        .evidence());
    }

    @Test
    void testInode_equalsOnlyTheSameNumbers() {
        Inode inode = new Inode(3, 4);
        assertEquals(new Inode(3, 4), inode);
        assertNotEquals(new Inode(3, 5), inode);
        assertNotEquals(new Inode(2, 4), inode);
        assertEquals(97, inode.hashCode());
    }

    @Test
    void testIoMessages_exceptionsOfTheJdk() {
        assertEquals("permission denied on /x", IoMessages.of(new AccessDeniedException("/x")));
        assertEquals("there is no /x", IoMessages.of(new NoSuchFileException("/x")));
        assertEquals("Resource busy", IoMessages.of(new FileSystemException("/x", null, "Resource busy")));
        assertEquals("/x", IoMessages.of(new FileSystemException("/x")));
        assertEquals("null", IoMessages.of(new IOException()));
    }

    @ParameterizedTest
    @CsvSource({"OK, 0", "NO_FILE, 66", "STALE, 69", "DENIED_FILE, 77", "IN_USE, 73", "MUTE, 75", "NOT_ECHO, 74"})
    void testCause_statusOfSysexits(Cause cause, int status) {
        assertEquals(status, cause.status());
    }

    @Test
    void testCause_advice() {
        assertEquals(List.of("start the server", "mount the directory that it serves in"), Cause.NO_FILE.advice());
        assertEquals(List.of(), Cause.OK.advice());
        assertEquals("a round trip took 5 µs", Cause.OK.found(5).sentence());
    }
}
