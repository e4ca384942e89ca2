package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.Mounts;
import dev.udsecho.testing.PlainServer;
import dev.udsecho.testing.ServeProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the packaged program refuses a path where no socket can be created, and reports the reason. */
class ServeRefusalIT {
    private static final int USAGE = 64;
    private static final int CANNOT_CREATE = 73;

    @TempDir
    Path directory;

    @RegisterExtension
    final Mounts mounts = new Mounts();

    @Test
    void testMessageQueueFileSystem_isNamed() throws Exception {
        mounts.mqueue(directory);
        assertHoldsNoSockets(directory.resolve("echo.sock"), "mqueue");
    }

    @Test
    void testFileSystemThatRefusesModes_isNamed() throws Exception {
        assertDenied("--chmod-deny", Map.of(), "mode 0660: Operation not permitted (EPERM)");
    }

    /** With this umask, bind(2) creates a socket of mode 0755. The dead socket's name is replaced by a rename. */
    @Test
    void testFileSystemThatRefusesModes_servesWithTheModeThatASocketHasThere() throws Exception {
        Path socket = share("--chmod-deny").resolve("echo.sock");
        new PlainServer(socket, Client::readToEnd).close();
        List<String> umask = List.of("sh", "-c", "umask 022 && exec \"$@\"", "sh");
        Map<String, String> variables = Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_SOCKET_MODE", "0755");
        try (ServeProcess server = ServeProcess.startPlain(umask, variables).awaitStarted()) {
            assertTrue(Client.isServed(socket), server::output);
            assertEquals(0, server.terminate(), server::output);
        }
    }

    private Path share(String option) throws Exception {
        Path content = Files.createDirectory(directory.resolve("content"));
        Path shared = Files.createDirectory(directory.toRealPath().resolve("shared"));
        mounts.fuse(content, shared, option);
        return shared;
    }

    /** Runs as root, which may assign any group, so that the advice is not about groups. */
    @Test
    void testFileSystemThatRefusesGroups_isNamed() throws Exception {
        assertDenied(
                "--chgrp-deny",
                Map.of("ECHO_SOCKET_GROUP", "64100"),
                "group 64100, though this process (uid 0, ",
                " may: Operation not permitted (EPERM)");
    }

    private void assertDenied(String option, Map<String, String> variables, String... words) throws Exception {
        Path shared = share(option);
        List<String> expected = new ArrayList<>(List.of(
                "(no-sockets-here): the file system of " + shared + " (fuse on " + shared
                        + ") does not let a socket be given ",
                "; choose a directory of another file system, or mount a named volume"));
        expected.addAll(List.of(words));
        Map<String, String> all = new HashMap<>(variables);
        all.put("ECHO_SOCKET_PATH", shared.resolve("echo.sock").toString());
        try (ServeProcess server = ServeProcess.startPlain(all)) {
            assertRefused(CANNOT_CREATE, server, expected);
        }
        assertEquals(List.of("echo.sock.lock"), Listing.of(shared));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/echo.sock", "/proc/self/echo.sock"})
    void testProcFileSystem_isNamed(Path socket) throws Exception {
        assertHoldsNoSockets(socket, "proc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sys/echo.sock", "/sys/kernel/echo.sock"})
    void testSysFileSystem_isNamed(Path socket) throws Exception {
        assertHoldsNoSockets(socket, "sysfs");
    }

    private static void assertHoldsNoSockets(Path socket, String fileSystem) throws Exception {
        assertRefused(
                CANNOT_CREATE,
                socket,
                "udsecho: cannot serve on " + socket + " (no-sockets-here): the file system of " + socket.getParent()
                        + ", " + fileSystem + ", cannot hold a socket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ü"})
    void testPathOfMoreBytesThanAllowed_isRefusedWithTheirNumber(String letter) throws Exception {
        Path socket = directory.resolve(letter.repeat(107 - directory.toString().length() - 1));
        int bytes = socket.toString().getBytes(StandardCharsets.UTF_8).length;
        assertRefused(USAGE, socket, socket.toString(), "(path-too-long)", bytes + " bytes", "106");
    }

    private static void assertRefused(int status, Path socket, String... words) throws Exception {
        try (ServeProcess server = ServeProcess.startPlain(socket)) {
            assertRefused(status, server, List.of(words));
        }
    }

    private static void assertRefused(int status, ServeProcess server, List<String> words) throws Exception {
        assertEquals(status, server.awaitExit(), server::output);
        words.forEach(word -> assertTrue(server.output().contains(word), server::output));
        assertTrue(server.output().lines().noneMatch(line -> line.startsWith("\tat ")), server::output);
    }
}
