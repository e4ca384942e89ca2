package dev.udsecho.page;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what the HTTP port of the packaged program serves, and what it refuses. */
class HttpPortIT {
    @TempDir
    static Path directory;

    private static Path socket;
    private static ServeProcess server;

    @BeforeAll
    static void start() {
        socket = directory.resolve("echo.sock");
        server = ServeProcess.start(socket).awaitStarted();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String at(String path) {
        return "http://127.0.0.1:" + server.httpPort() + path;
    }

    private static JsonPath facts() {
        return given().get(at("/q/echo")).jsonPath();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page.js", "/q/echo", "/q/metrics", "/q/health/ready", "/nothing", "/q/nothing"})
    void testEachAnswer_forbidsSniffingAndFraming(String path) {
        Response answer = given().get(at(path));
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
        assertEquals("DENY", answer.header("X-Frame-Options"));
        assertEquals("no-referrer", answer.header("Referrer-Policy"));
        assertTrue(answer.header("Content-Security-Policy").startsWith("default-src 'none'; "));
    }

    @Test
    void testPage_runsScriptsOfItsOwnFilesOnly() {
        Response page = given().get(at("/"));
        assertEquals(200, page.statusCode());
        assertEquals("text/html;charset=utf-8", page.contentType());
        String policy = page.header("Content-Security-Policy");
        assertTrue(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals(200, given().head(at("/")).statusCode());
    }

    @Test
    void testFacts_followTheSocketAndItsClients() throws Exception {
        assertEquals(socket.toString(), facts().getString("socket.path"));
        assertTrue(facts().getBoolean("socket.published"));
        assertEquals(Files.getAttribute(socket, "unix:ino"), facts().getLong("socket.inode"));
        assertTrue(facts().getInt("roundTrip.micros") > 0);
        try (SocketChannel open = Client.connect(socket)) {
            Client.roundTrip(open, new byte[70_000]);
            await().until(() -> facts().getList("connections.open.sent").equals(List.of(70_000)));
            JsonPath facts = facts();
            assertEquals(1, facts.getInt("connections.active"));
            assertEquals(ProcessHandle.current().pid(), facts.getLong("connections.open[0].pid"));
            assertEquals(0, facts.getInt("connections.open[0].waiting"));
            assertEquals(70_000, facts.getInt("bytes.received"));
        }
        await().until(() -> facts().getInt("connections.closed.client") == 1);
        assertEquals(0, facts().getInt("connections.active"));
        Files.delete(socket);
        await().until(() -> !facts().getBoolean("socket.published"));
        await().until(() -> facts().getBoolean("socket.published") && facts().getInt("lost") == 1);
    }

    @Test
    void testMetrics_areText_whereTheRequestAsksForNoFormat() {
        assertTrue(given().get(at("/q/metrics")).contentType().startsWith("text/plain;"));
        assertTrue(given().accept("application/openmetrics-text; version=1.0.0; charset=utf-8")
                .get(at("/q/metrics"))
                .contentType()
                .startsWith("application/openmetrics-text"));
    }

    @Test
    void testDisabled_nothingListens() {
        Path other = directory.resolve("other.sock");
        Map<String, String> variables = Map.of("ECHO_SOCKET_PATH", other.toString(), "ECHO_PAGE_ENABLED", "false");
        try (ServeProcess shut = ServeProcess.start(variables).awaitStarted()) {
            String port = "http://127.0.0.1:" + shut.httpPort();
            assertEquals(404, given().get(port + "/").statusCode());
            assertEquals(200, given().get(port + "/q/echo").statusCode());
        }
    }
}
