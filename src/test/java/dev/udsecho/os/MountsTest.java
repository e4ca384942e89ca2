package dev.udsecho.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the format of proc_pid_mountinfo(5). */
class MountsTest {
    @TempDir
    Path root;

    private Mounts mounts(String text) throws IOException {
        Path file = Files.createDirectories(root.resolve("proc/self")).resolve("mountinfo");
        Files.writeString(file, text);
        return Mounts.in(new ProcFiles(root));
    }

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of(
                        "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue",
                        new Mount(
                                Path.of("/mnt2"), "/mnt1", "ext3", List.of("rw", "noatime", "rw", "errors=continue"))),
                Arguments.of(
                        "25 1 0:22 / / ro - overlay overlay rw,lowerdir=a:b",
                        new Mount(Path.of("/"), "/", "overlay", List.of("ro", "rw", "lowerdir=a:b"))),
                Arguments.of(
                        "1 2 0:3 / /a\\040b\\011c\\012d\\134e rw shared:1 master:2 propagate_from:3 - tmpfs none rw",
                        new Mount(Path.of("/a b\tc\nd\\e"), "/", "tmpfs", List.of("rw", "rw"))),
                Arguments.of(
                        "1 2 0:3 / /gr\u00fc\u00dfe rw - tmpfs none rw",
                        new Mount(Path.of("/grüße"), "/", "tmpfs", List.of("rw", "rw"))));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void testIn_line(String line, Mount expected) throws IOException {
        Needs.unicodeNames();
        assertEquals(List.of(expected), mounts(line + "\n").all());
    }

    @Test
    void testIn_lineOfAnotherForm_isSkipped() throws IOException {
        assertEquals(List.of(), mounts("what is this\n\n1 2 3\n").all());
    }

    @Test
    void testIn_noProc_fails() {
        Assertions.assertThrows(NoSuchFileException.class, () -> Mounts.in(new ProcFiles(root.resolve("nothing"))));
    }

    @Test
    void testOfRealPath_deepestMount_andTheLaterOfTwoOnOnePoint() throws IOException {
        Mounts mounts =
                mounts("1 0 0:1 / / rw - ext4 d rw\n2 1 0:2 / /run rw - tmpfs d rw\n3 2 0:3 / /run rw - ramfs d rw\n"
                        + "4 1 0:4 / /runner rw - xfs d rw\n");
        assertEquals(
                "ramfs on /run",
                mounts.ofRealPath(Path.of("/run/echo/echo.sock")).orElseThrow().toString());
        assertEquals(
                "ext4 on /", mounts.ofRealPath(Path.of("/ru")).orElseThrow().toString());
    }

    @Test
    void testMount_readOnlyByTheMountOrByItsFileSystem() throws IOException {
        assertTrue(mounts("1 0 0:1 / / ro - ext4 d rw\n").all().get(0).isReadOnly());
        assertTrue(mounts("1 0 0:1 / / rw - ext4 d ro\n").all().get(0).isReadOnly());
        assertFalse(mounts("1 0 0:1 / / rw - ext4 d rw,errors=remount-ro\n")
                .all()
                .get(0)
                .isReadOnly());
    }
}
