package dev.udsecho;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.ServeProcess;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that the packaged program accepts valid values, refuses invalid ones, and serves with the maximum that a key
 * allows.
 */
class ConfigurationIT {
    private static final int USAGE = 64;
    private static final int MAX_EVENT_LOOPS = 64;

    @TempDir
    Path directory;

    @Test
    void testForeignVariables_areNamedInOneWarning() throws Exception {
        Path socket = Files.createDirectory(directory.resolve("a b")).resolve("echo 1.sock");
        Map<String, String> variables = Map.of(
                "ECHO_SOCKET_PATH", socket.toString(),
                "ECHO_SERVER_URL", "http://localhost",
                "ECHO_PORT", "tcp://10.0.0.1:8080",
                "ECHO_PORT_8080_TCP_ADDR", "10.0.0.1",
                "ECHO_SERVICE_HOST", "10.0.0.1");
        try (ServeProcess server = ServeProcess.start(variables).awaitStarted()) {
            assertTrue(Client.isServed(socket), server::output);
            assertEquals(1, server.complaints().size(), server::output);
            assertTrue(
                    server.complaints()
                            .get(0)
                            .endsWith("Ignored environment variables that are no keys of this program:"
                                    + " ECHO_PORT, ECHO_PORT_8080_TCP_ADDR, ECHO_SERVER_URL, ECHO_SERVICE_HOST"),
                    server::output);
            assertEquals(0, server.terminate(), server::output);
        }
    }

    @Test
    void testMisspeltKey_isRefusedWithTheNearestKey() throws Exception {
        Map<String, String> variables = Map.of("ECHO_SOCKET_PTH", socket(), "ECHO_SERVER_URL", "http://localhost");
        assertRefused(variables, "udsecho: ECHO_SOCKET_PTH is no key of this program; did you mean ECHO_SOCKET_PATH?");
    }

    @Test
    void testPathOfAVariableThatEndsWithACarriageReturn_isRefused() throws Exception {
        assertRefused(
                Map.of("ECHO_SOCKET_PATH", socket() + "\r"),
                "udsecho: echo.socket.path=" + socket()
                        + "\\r must not end with a carriage return (U+000D): it came out of a file or a secret");
    }

    @Test
    void testPathOfAPropertyThatEndsWithASpace_isRefused() throws Exception {
        assertRefused(
                Map.of(),
                "udsecho: echo.socket.path=" + socket()
                        + "  must not end with a space (U+0020): it came out of a file or a secret",
                "-Decho.socket.path=" + socket() + " ");
    }

    @Test
    void testPathOfAClientThatEndsWithALineFeed_isRefused() throws Exception {
        ClientRun run = ClientRun.of("ping", "--count", "1", "--socket", socket() + "\n");
        assertEquals(USAGE, run.status(), run::problems);
        assertTrue(
                run.problems()
                        .startsWith("udsecho ping: the socket's path " + socket()
                                + "\\n must not end with a line feed (U+000A): it came out of a file or a secret;"),
                run::problems);
    }

    @Test
    void testTooManyEventLoops_areRefused() throws Exception {
        assertRefused(
                Map.of("ECHO_SOCKET_PATH", socket(), "ECHO_EVENT_LOOPS", "1024"),
                "udsecho: echo.event-loops=1024 must be a whole number from 0 to " + MAX_EVENT_LOOPS);
    }

    @Test
    void testHostsWithAPort_areRefused() throws Exception {
        assertRefused(
                Map.of("ECHO_SOCKET_PATH", socket(), "ECHO_PAGE_HOSTS", "node-7,echo.example:9808"),
                "udsecho: echo.page.hosts=node-7,echo.example:9808 must be host names separated by commas, such as"
                        + " echo.example,node-7, each without scheme, port, path and space");
    }

    @Test
    void testMaxEventLoops_eachServesWithTheOptionsOfTheImage() throws Exception {
        Map<String, String> variables =
                Map.of("ECHO_SOCKET_PATH", socket(), "ECHO_EVENT_LOOPS", String.valueOf(MAX_EVENT_LOOPS));
        try (ServeProcess server = ServeProcess.start(variables, "-Xms16m", "-Xmx48m", "-XX:MaxDirectMemorySize=64m")
                .awaitStarted()) {
            List<SocketChannel> connections = new ArrayList<>();
            for (int i = 0; i < 2 * MAX_EVENT_LOOPS; i++) {
                connections.add(Client.connect(Path.of(socket())));
            }
            byte[] sent = new byte[100_000];
            for (SocketChannel connection : connections) {
                assertArrayEquals(sent, Client.finish(connection, sent), server::output);
                connection.close();
            }
            assertEquals(List.of(), server.complaints(), server::output);
            assertEquals(0, server.terminate(), server::output);
        }
    }

    private String socket() {
        return directory.resolve("echo.sock").toString();
    }

    private static void assertRefused(Map<String, String> variables, String line, String... jvmOptions)
            throws Exception {
        try (ServeProcess server = ServeProcess.start(variables, jvmOptions)) {
            assertEquals(USAGE, server.awaitExit(), server::output);
            assertEquals(List.of(line), server.output().lines().toList());
        }
    }
}
