package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SocketPathTest {
    @Test
    void testOf_absolutePath() {
        assertEquals(
                Path.of("/run/echo/echo.sock"),
                SocketPath.of("/run/echo/echo.sock").file());
    }

    @Test
    void testOf_unixUri() {
        assertEquals(SocketPath.of("/run/echo/echo.sock"), SocketPath.of("unix:///run/echo/echo.sock"));
    }

    @Test
    void testOf_gRpcsForm() {
        assertEquals(SocketPath.of("/run/echo/echo.sock"), SocketPath.of("unix:/run/echo/echo.sock"));
        assertEquals(SocketPath.of("echo.sock"), SocketPath.of("unix:echo.sock"));
    }

    @Test
    void testOf_relativePath_isAbsolute() {
        Path working = Path.of("").toAbsolutePath();
        assertEquals(working.resolve("echo.sock"), SocketPath.of("echo.sock").file());
        assertEquals(
                working.resolve("run/echo.sock"),
                SocketPath.of("./run/./echo.sock").file());
        assertEquals(
                working.resolveSibling("echo.sock"),
                SocketPath.of("../echo.sock").file());
        assertEquals(
                working.resolve("link/../echo.sock"),
                SocketPath.of("link/../echo.sock").file());
    }

    @Test
    void testOf_homeDirectory() {
        Path home = Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home")));
        assertEquals(
                home.resolve("run/echo.sock"), SocketPath.of("~/run/echo.sock").file());
        assertEquals(
                home.resolve("echo.sock"), SocketPath.of("unix:~/echo.sock").file());
        assertRefused("~", "names a directory, must name the socket file in it");
        assertRefused("~other/echo.sock", "begins with ~, and only ~/ is expanded here");
    }

    @Test
    void testOf_noPath_refused() {
        assertRefused("unix://echo.sock", "must have three slashes, as in unix:///tmp/echo.sock");
        assertRefused("", "must be a path such as /tmp/echo.sock, or unix:///tmp/echo.sock");
        assertRefused("unix:", "must be a path such as /tmp/echo.sock, or unix:///tmp/echo.sock");
    }

    @Test
    void testOf_directory_refused() {
        assertRefused("/", "names a directory, must name the socket file in it");
        assertRefused("/run/echo/", "names a directory, must name the socket file in it");
        assertRefused("/run/echo/.", "names a directory, must name the socket file in it");
        assertRefused("/run/echo/..", "names a directory, must name the socket file in it");
    }

    @Test
    void testOf_spaceAround_refusedWithItsName() {
        assertRefused("/tmp/echo.sock ", "must not end with a space (U+0020): it came out of a file or a secret");
        assertRefused("/tmp/echo.sock\t", "must not end with a tab (U+0009): it came out of a file or a secret");
        assertRefused(
                "/tmp/echo.sock\r", "must not end with a carriage return (U+000D): it came out of a file or a secret");
        assertRefused(
                "/tmp/echo.sock\r\n", "must not end with a line feed (U+000A): it came out of a file or a secret");
        assertRefused(
                "/tmp/echo.sock\u00A0", "must not end with white space (U+00A0): it came out of a file or a secret");
        assertRefused(" /tmp/echo.sock", "must not begin with a space (U+0020): it came out of a file or a secret");
        assertRefused("\nunix:///tmp/a", "must not begin with a line feed (U+000A): it came out of a file or a secret");
        assertRefused("/run/echo/ ", "must not end with a space (U+0020): it came out of a file or a secret");
    }

    @Test
    void testOf_spaceWithin_isPartOfTheName() {
        assertEquals(
                Path.of("/tmp/a b/echo 1.sock"),
                SocketPath.of("/tmp/a b/echo 1.sock").file());
    }

    @Test
    void testOf_tooLong_refusedWithBothNumbers() {
        assertEquals(106, SocketPath.of("/" + "x".repeat(105)).toString().length());
        assertRefused("/" + "x".repeat(106), "is 107 bytes long in UTF-8, must be at most 106 (path-too-long)");
    }

    @Test
    void testOf_nonAsciiCharacters_countedInBytes() {
        Needs.unicodeNames();
        assertEquals("/x" + "ü".repeat(52), SocketPath.of("/x" + "ü".repeat(52)).toString());
        assertRefused("/" + "ü".repeat(53), "is 107 bytes long in UTF-8, must be at most 106 (path-too-long)");
    }

    @Test
    void testOf_nul_refused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> SocketPath.of("/tmp/a\0b"));
        assertTrue(refused.getMessage().contains("must have no NUL"), refused::getMessage);
    }

    @Test
    void testOf_undecodableBytes_refused() {
        assertRefused(
                "/tmp/a\uFFFDb",
                "is no file name in the encoding " + System.getProperty("sun.jnu.encoding")
                        + ", must have no NUL; LC_ALL=C.UTF-8 allows all characters");
    }

    @Test
    void testLockFile_isBesideTheSocket() {
        assertEquals(
                Path.of("/run/echo/echo.sock.lock"),
                SocketPath.of("/run/echo/echo.sock").lockFile());
    }

    private static void assertRefused(String text, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> SocketPath.of(text))
                        .getMessage());
    }
}
