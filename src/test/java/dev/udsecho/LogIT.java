package dev.udsecho;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the content of the log, as text and as JSON. */
class LogIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> AS_JSON = Map.of("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
    private static final Map<String, String> AT_DEBUG = Map.of("QUARKUS_LOG_CATEGORY__DEV_UDSECHO__LEVEL", "DEBUG");

    /** A hostile payload: it clears the screen, ends the line, forges a line of text, and forges a JSON record. */
    private static final byte[] HOSTILE =
            "\u001b[2J\r\n12:00:00.000 ERROR [d.u.Forged] disk on fire\n{\"level\":\"ERROR\"}\u2028\"}\n\u0000\u0007"
                    .getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    @Test
    void testStart_isOneLineWithAllSettings() throws Exception {
        try (ServeProcess server = start(Map.of("ECHO_IDLE_TIMEOUT", "1m", "ECHO_MAX_CONNECTIONS", "77"))) {
            List<String> lines = server.output()
                    .lines()
                    .filter(line -> line.contains("[d.u."))
                    .toList();
            assertEquals(1, lines.size(), server::output);
            assertTrue(
                    lines.get(0)
                            .matches(".* INFO +\\[d\\.u\\.s\\.PathEventLog] Serving on " + socket + " \\(inode "
                                    + Files.getAttribute(socket, "unix:ino") + ", mode 0660, group "
                                    + Files.getAttribute(socket, "unix:gid")
                                    + ", transport epoll, eventLoops [1-9]\\d*, backlog 1024, maxConnections 77,"
                                    + " idleTimeout 1m, stallTimeout 30s, drainTimeout 5s, tookMillis \\d+\\)"),
                    server::output);
        }
    }

    @Test
    void testEachChangeOfState_isOneLine() throws Exception {
        try (ServeProcess server = start(AS_JSON)) {
            assertArrayEquals(new byte[5], Client.exchange(socket, new byte[5]));
            Files.delete(socket);
            await().until(() -> events(server).contains("healed"));
            Files.delete(socket);
            Files.createDirectory(socket);
            await().until(() -> events(server).contains("stolen"));
            Files.delete(socket);
            await().until(() -> events(server).stream().filter("healed"::equals).count() == 2);
            assertEquals(0, server.terminate(), server::output);
            List<String> events = events(server);
            assertEquals(List.of("published", "lost", "healed"), events.subList(0, 3));
            assertEquals(
                    List.of("healed", "draining", "withdrawn", "ended"),
                    events.subList(events.size() - 4, events.size()));
            JsonNode ended = first(server, "ended");
            assertEquals(
                    "Ended (accepted 1, rejected 0, received 5, sent 5, dropped 0, lost 2)",
                    ended.get("message").asText());
        }
    }

    @Test
    void testConnection_isOneLineAtDebug_withItsPeerAndCloseReason() throws Exception {
        try (ServeProcess server = start(AT_DEBUG)) {
            Client.exchange(socket, new byte[1000]);
            String peer = "uid " + Files.getAttribute(Path.of("/proc/self"), "unix:uid") + ", gid "
                    + Files.getAttribute(Path.of("/proc/self"), "unix:gid") + ", pid \\d+";
            await().until(() -> server.output()
                    .matches("(?s).* DEBUG \\[d\\.u\\.s\\.c\\.EchoConnection] Closed a connection \\(" + peer
                            + ", received 1000, sent 1000, dropped 0, millis \\d+, cause client\\)\n.*"));
        }
    }

    @Test
    void testJson_hasTheFactsOfEachLineAsKeys() throws Exception {
        Map<String, String> both = new HashMap<>(AS_JSON);
        both.putAll(AT_DEBUG);
        try (ServeProcess server = start(both)) {
            Client.exchange(socket, new byte[1000]);
            await().until(() -> server.output().contains("received 1000"));
            JsonNode start = first(server, "published").get("mdc");
            assertEquals(socket.toString(), start.get("path").asText());
            assertEquals(
                    Files.getAttribute(socket, "unix:ino").toString(),
                    start.get("inode").asText());
            assertEquals("8192", start.get("maxConnections").asText());
            JsonNode closed = records(server).stream()
                    .filter(line -> line.get("message").asText().contains("received 1000"))
                    .findFirst()
                    .orElseThrow()
                    .get("mdc");
            assertEquals("1000", closed.get("sent").asText());
            assertEquals("client", closed.get("cause").asText());
        }
    }

    @Test
    void testHostilePayload_forgesNoLineOfText() throws Exception {
        try (ServeProcess server = start(Map.of("ECHO_LOG_PAYLOAD", "preview"))) {
            sendEachWay(server);
            assertTrue(
                    server.output().lines().allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO .*")),
                    server::output);
            assertTrue(server.output().chars().allMatch(letter -> letter == '\n' || letter >= ' '), server::output);
        }
    }

    @Test
    void testHostilePayload_forgesNoRecordOfJson() throws Exception {
        Map<String, String> both = new HashMap<>(AS_JSON);
        both.put("ECHO_LOG_PAYLOAD", "preview");
        try (ServeProcess server = start(both)) {
            sendEachWay(server);
            assertTrue(
                    records(server).stream()
                            .allMatch(line -> line.get("level").asText().equals("INFO")),
                    server::output);
        }
    }

    /** Sends a text through the socket, and through the page's box, which must answer the same text. */
    private void sendEachWay(ServeProcess server) throws Exception {
        assertArrayEquals(HOSTILE, Client.exchange(socket, HOSTILE));
        String answer = RestAssured.given()
                .contentType("text/plain")
                .body(HOSTILE)
                .post("http://127.0.0.1:" + server.httpPort() + "/q/echo")
                .asString();
        assertEquals(
                new String(HOSTILE, StandardCharsets.UTF_8),
                JSON.readTree(answer).get("answer").asText());
        assertTrue(answer.chars().allMatch(letter -> letter >= ' '), answer);
        await().until(() -> server.output().split("received " + HOSTILE.length + " bytes").length == 3);
    }

    private ServeProcess start(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("ECHO_SOCKET_PATH", socket.toString());
        all.put("ECHO_PAGE_ECHO_BOX", "true");
        return ServeProcess.startPlain(all).awaitStarted();
    }

    private static List<String> events(ServeProcess server) {
        return records(server).stream()
                .map(line -> line.at("/mdc/event").asText())
                .filter(event -> !event.isEmpty())
                .toList();
    }

    private static JsonNode first(ServeProcess server, String event) {
        return records(server).stream()
                .filter(line -> line.at("/mdc/event").asText().equals(event))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> records(ServeProcess server) {
        String output = server.output();
        String whole = output.substring(0, output.lastIndexOf('\n') + 1);
        return whole.lines().map(LogIT::record).toList();
    }

    private static JsonNode record(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
