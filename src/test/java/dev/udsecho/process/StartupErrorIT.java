package dev.udsecho.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.Processes;
import dev.udsecho.testing.ServeProcess;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the packaged program refuses to start with one sentence and its exit status, and changes no file. */
class StartupErrorIT {
    private static final int USAGE = 64;
    private static final int UNAVAILABLE = 69;
    private static final int CANNOT_CREATE = 73;

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    @Test
    void testRegularFile_isLeftAsItIs() throws Exception {
        Files.writeString(socket, "precious");
        assertRefusedAndUntouched("not-a-socket", "a regular file is there");
        assertEquals("precious", Files.readString(socket));
    }

    @Test
    void testDirectory_isLeftAsItIs() throws Exception {
        Files.createDirectory(socket);
        Files.writeString(socket.resolve("content"), "precious");
        assertRefusedAndUntouched("is-directory", "a directory is there");
        assertEquals("precious", Files.readString(socket.resolve("content")));
    }

    @Test
    void testSymlink_isLeftAsItIs_evenToNothing() throws Exception {
        Files.createSymbolicLink(socket, Path.of("nothing"));
        assertRefusedAndUntouched("not-a-socket", "a symbolic link is there");
        assertEquals(Path.of("nothing"), Files.readSymbolicLink(socket));
    }

    @Test
    void testFifo_isLeftAsItIs() throws Exception {
        Command.run("mkfifo", socket.toString());
        assertRefusedAndUntouched("not-a-socket", "a fifo is there");
    }

    @Test
    void testLiveForeignSocket_isLeftAsItIs() throws Exception {
        try (ServerSocketChannel foreign = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            foreign.bind(UnixDomainSocketAddress.of(socket));
            assertRefusedAndUntouched("in-use", "a live server (user ");
            Client.connect(socket).close();
        }
    }

    @Test
    void testLiveForeignSocketWithAFullBacklog_isLeftAsItIs() throws Exception {
        try (ServerSocketChannel foreign = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            foreign.bind(UnixDomainSocketAddress.of(socket), 1);
            Client.connect(socket);
            Client.connect(socket);
            assertRefusedAndUntouched("in-use", "a live server (");
        }
    }

    @Test
    void testHeldLock_isNamedWithItsHolder() throws Exception {
        try (FileChannel lockFile =
                FileChannel.open(Path.of(socket + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertTrue(lockFile.lock(0, 1, false).isValid());
            assertRefused(
                    CANNOT_CREATE,
                    "cannot serve on " + socket + " (locked): process "
                            + ProcessHandle.current().pid() + " holds its lock " + socket + ".lock; stop it");
        }
        try (ServeProcess server = ServeProcess.startPlain(socket).awaitStarted()) {
            assertTrue(Client.isServed(socket), server::output);
        }
    }

    @Test
    void testLiveDatagramSocket_isLeftAsItIs() throws Exception {
        Needs.tool("socat");
        Process datagram = Processes.start(new ProcessBuilder("socat", "-u", "UNIX-RECV:" + socket, "/dev/null"));
        try {
            await().until(() -> Files.exists(socket));
            assertRefusedAndUntouched("wrong-type", "a datagram or seqpacket socket is there");
        } finally {
            datagram.destroy();
        }
    }

    @Test
    void testDanglingLinkOnTheWay_isNamed() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("nothing"));
        socket = link.resolve("echo.sock");
        assertRefused(CANNOT_CREATE, "(symlink-dangling): " + link + " is a symbolic link to ");
    }

    @Test
    void testMissingDirectory_isNamed() throws Exception {
        Path missing = directory.resolve("missing");
        socket = missing.resolve("deeper").resolve("echo.sock");
        assertRefused(
                CANNOT_CREATE, "cannot serve on " + socket + " (no-directory): there is no directory " + missing + ";");
        assertFalse(Files.exists(missing));
    }

    @Test
    void testFileInPlaceOfADirectory_isNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "precious");
        socket = file.resolve("echo.sock");
        assertRefused(CANNOT_CREATE, "(no-directory): " + file + " is a regular file, no directory; move it away");
    }

    @Test
    void testReadOnlyFileSystem_isNamed() throws Exception {
        mount("ro");
        try {
            assertRefused(CANNOT_CREATE, "(read-only): the file system of " + directory + " is mounted read-only (");
        } finally {
            unmount();
        }
    }

    @Test
    void testFullFileSystem_isNamed_forTheLockFile() throws Exception {
        mount("nr_inodes=1");
        try {
            assertRefused(CANNOT_CREATE, "(no-space): the file system of " + directory + " has no room");
        } finally {
            unmount();
        }
    }

    @Test
    void testFullFileSystem_isNamed_forTheSocket() throws Exception {
        mount("nr_inodes=2");
        try {
            assertRefused(CANNOT_CREATE, "(no-space): the file system of " + directory + " has no room");
            assertFalse(Files.exists(socket));
        } finally {
            unmount();
        }
    }

    @Test
    void testWrongConfiguration_isNamedAllAtOnce() throws Exception {
        Map<String, String> variables = Map.of(
                "ECHO_SOCKET_PATH", socket.toString(), "ECHO_SOCKET_MODE", "rw-rw----", "ECHO_SOCKET_PTH", "/tmp/x");
        try (ServeProcess server = ServeProcess.startPlain(variables, "-Decho.event-loops=many", "-Decho.colour=red")) {
            assertEquals(USAGE, server.awaitExit(), server::output);
            assertTrue(
                    server.output().contains("udsecho: echo.socket.mode=rw-rw---- must be three octal"),
                    server::output);
            assertTrue(
                    server.output().contains("udsecho: echo.event-loops=many must be a whole number"), server::output);
            assertTrue(server.output().contains("udsecho: echo.colour is no key of this program"), server::output);
            assertTrue(server.output().contains("udsecho: ECHO_SOCKET_PTH is no key of this program"), server::output);
            assertEquals(4, server.output().lines().count(), server::output);
        }
        assertFalse(Files.exists(socket));
    }

    @Test
    void testPortOutOfRange_isRefused() throws Exception {
        Map<String, String> variables = Map.of("ECHO_SOCKET_PATH", socket.toString(), "QUARKUS_HTTP_PORT", "99999");
        try (ServeProcess server = ServeProcess.startPlain(variables)) {
            assertEquals(USAGE, server.awaitExit(), server::output);
            assertTrue(
                    server.output().endsWith("udsecho: quarkus.http.port=99999 must be from 0 to 65535\n"),
                    server::output);
        }
        assertFalse(Files.exists(socket));
    }

    @Test
    void testUnknownVariableAlone_isRefused() throws Exception {
        try (ServeProcess server = ServeProcess.startPlain(Map.of("ECHO_SOCKET_PTH", "/tmp/x"))) {
            assertEquals(USAGE, server.awaitExit(), server::output);
            assertTrue(server.output().startsWith("udsecho: ECHO_SOCKET_PTH is no key"), server::output);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ","})
    void testEmptyListOfPeers_isRefused(String emptyList) throws Exception {
        try (ServeProcess server =
                ServeProcess.startPlain(Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_ACCESS_UIDS", emptyList))) {
            assertEquals(64, server.awaitExit(), server::output);
            assertTrue(
                    server.output().contains("echo.access.uids=" + emptyList + " must name at least one number"),
                    server::output);
        }
    }

    @Test
    void testTooFewDescriptorsToStart_isReportedInASentence() throws Exception {
        try (ServeProcess server = ServeProcess.startWithDescriptors(80, socket)) {
            assertEquals(71, server.awaitExit(), server::output);
            assertTrue(
                    server.output().contains("cannot start: this process is out of file descriptors"), server::output);
            assertFalse(server.output().contains("\tat "), server::output);
        }
    }

    /** The check at the start counts processors, and does not know the key. */
    @Test
    void testTooFewDescriptorsForManyEventLoops_isReportedWithTheNumberThatTheyNeed() throws Exception {
        try (ServeProcess server =
                ServeProcess.startWithDescriptors(ServeProcess.leastDescriptors(), socket, "-Decho.event-loops=64")) {
            assertEquals(71, server.awaitExit(), server::output);
            assertTrue(
                    server.output()
                            .contains("to 104 at least, and 3 more for each processor,"
                                    + " or for each of echo.event-loops if these are more"),
                    server::output);
        }
    }

    @Test
    void testPathOf106Bytes_servesAnd107_isRefusedWithBothNumbers() throws Exception {
        socket = pathOf(106, "x");
        try (ServeProcess server = ServeProcess.startPlain(socket).awaitStarted()) {
            assertTrue(Client.isServed(socket));
            assertEquals(0, server.terminate(), server::output);
        }
        socket = pathOf(107, "x");
        assertRefused(USAGE, "echo.socket.path=" + socket + " is 107 bytes long in UTF-8, must be at most 106");
    }

    @Test
    void testPathInNonAsciiCharacters_isCountedInBytes() throws Exception {
        socket = pathOf(106, "ü");
        try (ServeProcess server = serveInUtf8()) {
            server.awaitStarted();
            assertTrue(Command.run("ls", directory.toString()).output().contains("ü"), server::output);
            assertEquals(0, server.terminate(), server::output);
        }
        socket = pathOf(108, "ü");
        try (ServeProcess server = serveInUtf8()) {
            assertEquals(USAGE, server.awaitExit(), server::output);
            assertTrue(server.output().contains("is 108 bytes long in UTF-8, must be at most 106"), server::output);
        }
    }

    @Test
    void testMissingNativeTransport_isRefusedWithTheLoadersReason() throws Exception {
        try (ServeProcess server = ServeProcess.startPlain(socket, "-Dio.netty.transport.noNative=true")) {
            assertEquals(UNAVAILABLE, server.awaitExit(), server::output);
            assertTrue(
                    server.output()
                            .contains("Native transport was explicit disabled with -Dio.netty.transport.noNative=true"),
                    server::output);
            assertFalse(server.output().contains("\tat "), server::output);
        }
        assertFalse(Files.exists(socket));
    }

    private ServeProcess serveInUtf8() {
        return ServeProcess.startPlain(Map.of("ECHO_SOCKET_PATH", socket.toString(), "LC_ALL", "C.UTF-8"));
    }

    private Path pathOf(int bytes, String character) {
        String start = directory + "/";
        int width = character.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        int left = bytes - start.length();
        return Path.of(start + character.repeat(left / width) + "x".repeat(left % width));
    }

    private void assertRefusedAndUntouched(String cause, String words) throws Exception {
        Map<String, Object> before =
                Files.readAttributes(socket, "unix:ino,mode,uid,gid,ctime", LinkOption.NOFOLLOW_LINKS);
        assertRefused(CANNOT_CREATE, "udsecho: cannot serve on " + socket + " (" + cause + "): " + words);
        assertEquals(before, Files.readAttributes(socket, "unix:ino,mode,uid,gid,ctime", LinkOption.NOFOLLOW_LINKS));
    }

    private void assertRefused(int status, String words) throws Exception {
        try (ServeProcess server = ServeProcess.startPlain(socket)) {
            assertEquals(status, server.awaitExit(), server::output);
            assertTrue(server.output().contains(words), server::output);
            assertFalse(server.output().contains("\tat "), server::output);
        }
    }

    private void mount(String options) throws Exception {
        Needs.root();
        Command mounted = Command.run("mount", "-t", "tmpfs", "-o", options, "udsecho", directory.toString());
        assertEquals(0, mounted.status(), mounted::output);
    }

    private void unmount() throws Exception {
        Command.run("umount", directory.toString());
    }
}
