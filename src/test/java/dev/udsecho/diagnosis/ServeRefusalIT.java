package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Mounts;
import dev.udsecho.testing.ServeProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged program refuses a path where no socket can be, and says what kind of place that is. */
class ServeRefusalIT {
    private static final int USAGE = 64;
    private static final int CANNOT_CREATE = 73;

    @TempDir
    Path directory;

    @RegisterExtension
    final Mounts mounts = new Mounts();

    @Test
    void testFileSystemOfMessageQueues_isNamed() throws Exception {
        mounts.mqueue(directory);
        assertHoldsNoSockets(directory.resolve("echo.sock"), "mqueue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/echo.sock", "/proc/self/echo.sock"})
    void testProc_isNamed(Path socket) throws Exception {
        assertHoldsNoSockets(socket, "proc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sys/echo.sock", "/sys/kernel/echo.sock"})
    void testSys_isNamed(Path socket) throws Exception {
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
        try (ServeProcess server = ServeProcess.start(socket)) {
            assertEquals(status, server.awaitExit(), server::output);
            List.of(words).forEach(word -> assertTrue(server.output().contains(word), server::output));
            assertTrue(server.output().lines().noneMatch(line -> line.startsWith("\tat ")), server::output);
        }
    }
}
