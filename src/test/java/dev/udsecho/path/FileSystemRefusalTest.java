package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.os.Mounts;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSystemRefusalTest {
    private static final String ELSEWHERE = ", or choose another path";

    @TempDir
    Path directory;

    private SocketPath path;
    private String mount;

    @BeforeEach
    void choosePath() {
        path = new SocketPath(directory.resolve("echo.sock"));
        mount = Mounts.current().of(directory).orElseThrow().withOptions();
    }

    private static void assertRefusal(SocketPath path, Cause cause, String sentence, SocketPathException refused) {
        assertEquals(cause, refused.reason());
        assertEquals("cannot serve on " + path + " (" + cause.id() + "): " + sentence, refused.getMessage());
    }

    private static SocketPathException refusal(SocketPath path, String words) {
        return FileSystemRefusal.of(path, new FileSystemException(path.toString(), null, words));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Too many open files", "Too many open files in system"})
    void testOf_noDescriptor_noOtherPathWouldHelp(String words) {
        assertRefusal(
                path,
                Cause.NO_DESCRIPTORS,
                "this process is out of file descriptors; raise its limit (ulimit -n)",
                refusal(path, words));
    }

    @Test
    void testOf_directoryMissing() {
        SocketPath below = new SocketPath(directory.resolve("none/echo.sock"));
        assertRefusal(
                below,
                Cause.NO_DIRECTORY,
                "there is no directory " + directory.resolve("none") + "; create it, or mount the volume that holds it"
                        + ELSEWHERE,
                refusal(below, "No such file or directory"));
    }

    @Test
    void testOf_readOnly_namesTheMountWithItsOptions() {
        assertRefusal(
                path,
                Cause.READ_ONLY,
                "the file system of " + directory + " is mounted read-only (" + mount
                        + "); mount a writable volume there" + ELSEWHERE,
                refusal(path, "Read-only file system"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Disk quota exceeded"})
    void testOf_noSpace_namesTheMountWithItsOptions(String words) {
        assertRefusal(
                path,
                Cause.NO_SPACE,
                "the file system of " + directory + " has no room for one more file (" + words + ") (" + mount
                        + "); free blocks or inodes there" + ELSEWHERE,
                refusal(path, words));
    }

    @Test
    void testOf_fileSystemWithoutSockets_isKnownByItsType() {
        SocketPath proc = SocketPath.of("/proc/echo.sock");
        assertRefusal(
                proc,
                Cause.NO_SOCKETS_HERE,
                "the file system of /proc, proc, cannot hold a socket; use a volume of this kernel such as a tmpfs"
                        + ELSEWHERE,
                refusal(proc, "No such file or directory"));
    }

    @Test
    void testOf_unexplainedFailure() {
        SocketPathException refused = refusal(path, "Input/output error");
        assertEquals(Cause.DENIED_POLICY, refused.reason());
        assertTrue(refused.getMessage().contains("\"Input/output error\" of " + directory + ", "), refused::getMessage);
        assertTrue(refused.getMessage().endsWith(ELSEWHERE), refused::getMessage);
    }

    @Test
    void testHeldException_pathBelowAFile_namesTheObstacle() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        SocketPath below = new SocketPath(file.resolve("echo.sock"));
        assertRefusal(
                below,
                Cause.NO_DIRECTORY,
                file + " is a regular file, no directory; move it away" + ELSEWHERE,
                SocketLock.heldException(below, ""));
    }

    @Test
    void testPathTooLong_showsTheLengthAndAdvice() {
        PathTooLongException tooLong = new PathTooLongException(120);
        assertEquals("is 120 bytes long in UTF-8, must be at most 106 (path-too-long)", tooLong.getMessage());
        assertEquals(
                "the path is 120 bytes long in UTF-8, and 106 is the most; choose a shorter path, or go through a"
                        + " short symbolic link to its directory",
                tooLong.finding().sentence());
        assertEquals("120 bytes", tooLong.finding().evidence().get(0).found());
    }
}
