package dev.udsecho.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Needs;
import dev.udsecho.testing.Processes;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the image's startup probe: it returns when the port listens, and not before. */
class StartedTest {
    private static final Path SCRIPT = Path.of("src/main/docker/udsecho-started");

    @TempDir
    Path directory;

    private static Process start(Path script, int port) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString());
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        return Processes.start(builder);
    }

    private static void assertReturns(Process started) throws Exception {
        assertTrue(started.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, started.exitValue());
    }

    /** Writes a table of sockets as proc(5) has it: of one connection, or of one listener. */
    private void writeTable(int port, String state) throws Exception {
        String row = String.format("   0: 00000000:%04X 00000000:0000 %s 00000000:00000000%n", port, state);
        Path table =
                Files.writeString(directory.resolve("new"), "  sl  local_address rem_address   st tx_queue\n" + row);
        Files.move(table, directory.resolve("tcp"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void testListeningPort_isFound() throws Exception {
        Needs.that(Files.exists(Path.of("/proc/net/tcp")), "/proc/net/tcp");
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertReturns(start(SCRIPT, listener.getLocalPort()));
        }
    }

    @Test
    void testPort_isAwaitedUntilItListens() throws Exception {
        String words = Files.readString(SCRIPT).replace("/proc/net/", directory + "/");
        Path script = Files.writeString(directory.resolve("started"), words);
        Process first = start(script, 9808);
        writeTable(9808, "01");
        Process second = start(script, 9808);
        writeTable(9809, "0A");
        assertReturns(start(script, 9809));
        assertTrue(first.isAlive());
        assertTrue(second.isAlive());
        writeTable(9808, "0A");
        assertReturns(first);
        assertReturns(second);
    }
}
