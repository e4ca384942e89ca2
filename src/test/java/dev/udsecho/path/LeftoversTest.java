package dev.udsecho.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Needs;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeftoversTest {
    private static final int STRANGER = 64001;

    @TempDir
    Path directory;

    private SocketPath path;

    @BeforeEach
    void choosePath() {
        path = new SocketPath(directory.resolve("echo.sock"));
    }

    private Path privateDirectory(String name) throws IOException {
        Path made = Files.createDirectory(directory.resolve(name));
        Files.setAttribute(made, "unix:mode", 0700);
        return made;
    }

    private Path withDeadSocket(String name) throws IOException {
        Path made = privateDirectory(name);
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(made.resolve("s")));
        }
        return made;
    }

    private static boolean exists(Path name) {
        return Files.exists(name, LinkOption.NOFOLLOW_LINKS);
    }

    private void assertStays(Path name) {
        Leftovers.remove(path);
        assertTrue(exists(name), name::toString);
    }

    @Test
    void testRemove_leftoversOfAKilledStart() throws Exception {
        Path empty = privateDirectory("echo.sock~ab");
        Path bound = withDeadSocket("echo.sock~0z9");
        Leftovers.remove(path);
        assertFalse(exists(empty));
        assertFalse(exists(bound));
    }

    @Test
    void testRemove_socketBoundUnderALongPath() throws Exception {
        path = new SocketPath(
                directory.resolve("x".repeat(105 - directory.toString().length())));
        StagingDirectory killed = StagingDirectory.create(path);
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(killed.bindName()));
        }
        Leftovers.remove(path);
        try (var left = Files.list(directory)) {
            assertEquals(0, left.count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other~ab", "echo.sock~abcdef", "echo.sock~AB", "echoxsock~ab", "echo.sock~"})
    void testRemove_leavesOtherNames(String name) throws Exception {
        assertStays(withDeadSocket(name));
    }

    @ParameterizedTest
    @ValueSource(ints = {0755, 0750, 0777, 0500})
    void testRemove_leavesDirectoriesWithAnotherMode(int mode) throws Exception {
        Path foreign = withDeadSocket("echo.sock~ab");
        Files.setAttribute(foreign, "unix:mode", mode);
        assertStays(foreign.resolve("s"));
    }

    @Test
    void testRemove_leavesAnotherUsersDirectories() throws Exception {
        Needs.root();
        Path empty = privateDirectory("echo.sock~old");
        Files.setAttribute(empty, "unix:uid", STRANGER);
        Path dead = withDeadSocket("echo.sock~1");
        Files.setAttribute(dead, "unix:uid", STRANGER);
        assertStays(empty);
        assertStays(dead.resolve("s"));
    }

    @Test
    void testRemove_leavesALiveListener() throws Exception {
        Path foreign = privateDirectory("echo.sock~1");
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(foreign.resolve("s")));
            assertStays(foreign.resolve("s"));
            Client.connect(foreign.resolve("s")).close();
        }
    }

    @Test
    void testRemove_leavesFilesThatAreNoSockets_andMoreThanOne() throws Exception {
        Path file = privateDirectory("echo.sock~f1");
        Files.writeString(file.resolve("s"), "precious");
        Path two = withDeadSocket("echo.sock~f2");
        Files.createFile(two.resolve("more"));
        Path plain = Files.writeString(directory.resolve("echo.sock~f3"), "precious");
        assertStays(plain);
        assertStays(file.resolve("s"));
        assertStays(two.resolve("s"));
    }

    @Test
    void testRemove_doesNotFollowALink() throws Exception {
        Path foreign = withDeadSocket("foreign");
        Path link = Files.createSymbolicLink(directory.resolve("echo.sock~ab"), foreign);
        assertStays(link);
        assertTrue(exists(foreign.resolve("s")));
    }
}
