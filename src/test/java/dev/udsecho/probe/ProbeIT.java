package dev.udsecho.probe;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.PlainServer;
import dev.udsecho.testing.Processes;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code udsecho probe} of the packaged program. */
class ProbeIT {
    private static final byte[] OK = "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("s");
    }

    @Test
    void testProbe_answersWithTheStateOfTheSocket_andEndsWithZero() throws Exception {
        Process probe = start("--listen", "127.0.0.1:0", "--expect", "http:/", "--timeout", "1m");
        BufferedReader errors = probe.errorReader();
        String line = errors.readLine();
        assertTrue(line.matches("udsecho probe: listening on 127\\.0\\.0\\.1:\\d+"), line);
        String address = "http://" + line.replaceFirst(".* on ", "");
        assertAnswer(address, 503, "no-file");
        assertTrue(errors.readLine().startsWith("udsecho probe: " + socket + " (no-file): "));
        PlainServer server = new PlainServer(socket, accepted -> {
            Client.readOnce(accepted);
            accepted.write(ByteBuffer.wrap(OK));
        });
        try (server) {
            awaitCause(address, "ok");
            assertAnswer(address, 200, "ok");
        }
        awaitCause(address, "stale");
        assertAnswer(address, 503, "stale");
        Processes.signal("TERM", probe.pid());
        assertEquals(0, probe.waitFor());
    }

    private Process start(String... words) throws Exception {
        String[] all = new String[words.length + 3];
        System.arraycopy(new String[] {"probe", "--socket", socket.toString()}, 0, all, 0, 3);
        System.arraycopy(words, 0, all, 3, words.length);
        return ClientRun.start(all);
    }

    private static void awaitCause(String address, String cause) {
        await().until(() ->
                RestAssured.get(address).jsonPath().getString("cause").equals(cause));
    }

    private void assertAnswer(String address, int status, String cause) {
        Response answer = RestAssured.get(address);
        assertEquals(status, answer.statusCode());
        assertEquals("application/json", answer.contentType());
        assertEquals(cause, answer.jsonPath().getString("cause"));
        assertEquals(status == 200, answer.jsonPath().getBoolean("ok"));
        assertEquals(socket.toString(), answer.jsonPath().getString("path"));
    }

    @Test
    void testWrongAddress_isRefusedInOneSentence() throws Exception {
        String sentence =
                "udsecho probe: Invalid value for option '--listen': \"8080\" must be :PORT or HOST:PORT, such as"
                        + " :8080, 127.0.0.1:8080 or [::1]:8080, with a port up to 65535; see udsecho probe --help\n";
        assertEquals(new ClientRun(64, "", sentence), ClientRun.of(start("--listen", "8080")));
    }
}
