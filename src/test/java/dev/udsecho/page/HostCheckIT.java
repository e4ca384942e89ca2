package dev.udsecho.page;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ServeProcess;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests for which hosts the packaged program serves the page and its JSON: not for another site's name that resolves to
 * it.
 */
class HostCheckIT {
    private static final String EVIL = "evil.example:9808";

    @TempDir
    static Path directory;

    private static ServeProcess server;

    @BeforeAll
    static void start() {
        server = ServeProcess.start(Map.of(
                        "ECHO_SOCKET_PATH", directory.resolve("echo.sock").toString(),
                        "ECHO_PAGE_ECHO_BOX", "true",
                        "ECHO_PAGE_HOSTS", "node-7,Echo.Example",
                        "ECHO_LOG_PAYLOAD", "preview"))
                .awaitStarted();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String at(String path) {
        return "http://127.0.0.1:" + server.httpPort() + path;
    }

    private static Response get(String path, String host) {
        return given().header("Host", host).header("Origin", "http://" + host).get(at(path));
    }

    private static Response post(String host) {
        return given().header("Host", host)
                .header("Origin", "http://" + host)
                .contentType("text/plain")
                .body("sent by " + host)
                .post(at("/q/echo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page.css", "/page.js", "/words.js", "/q/echo", "/q/echo/"})
    void testForeignHost_isRefusedWithTheReason(String path) {
        Response refused = get(path, EVIL);
        assertEquals(403, refused.statusCode());
        assertEquals("application/json", refused.contentType());
        assertEquals(
                Map.of(
                        "problem",
                        "Host: evil.example:9808 is not allowed, since another site's page could come by such a name"
                                + " (DNS rebinding): use localhost or an IP address, or list the name in echo.page.hosts"),
                refused.jsonPath().getMap(""));
        assertEquals(403, given().header("Host", EVIL).head(at(path)).statusCode());
    }

    @Test
    void testForeignHost_sendsNothing() {
        assertEquals(403, post(EVIL).statusCode());
        assertEquals("sent by node-7", post("node-7").jsonPath().getString("answer"));
        assertTrue(server.output().contains("sent by node-7"), server::output);
        assertFalse(server.output().contains("sent by evil"), server::output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST.:1", "[::1]:9808", "10.1.2.3:80", "node-7:9808", "ECHO.example."})
    void testOwnHost_isAnswered(String host) {
        assertEquals(200, get("/", host).statusCode());
        assertTrue(get("/q/echo", host).jsonPath().getBoolean("echoBox"));
        assertEquals(200, post(host).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/ready", "/q/health/live", "/q/health", "/q/metrics"})
    void testHealthAndMetrics_areAnsweredForEveryHost(String path) {
        assertEquals(200, get(path, "udsecho.monitoring.svc:9808").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://evil.example:9808/q/echo HTTP/1.1\r\nHost: localhost\r\n",
                "GET HTTP://evil.example HTTP/1.1\r\nHost: localhost\r\n",
                "GET http://localhost@evil.example/ HTTP/1.1\r\nHost: localhost\r\n",
                "GET http://localhost/q/echo HTTP/1.1\r\nHost: evil.example\r\n",
                "POST http://evil.example/q/echo HTTP/1.1\r\nHost: localhost\r\n",
                "GET /q/echo HTTP/1.0\r\nHost: evil.example\r\n",
                "GET /q/echo HTTP/1.0\r\nHost: localhost\r\nHost: evil.example\r\n",
                "GET /q/echo HTTP/1.1\r\nHost:\r\n",
                "GET /q/./%65cho/?a HTTP/1.1\r\nHost: evil.example\r\n",
                "GET /q/echo HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: localhost\r\nForwarded: host=localhost\r\n"
            })
    void testHostElsewhereInTheRequest_doesNotBypassTheCheck(String request) throws Exception {
        String answer = exchange(request + "Connection: close\r\n\r\n");
        assertTrue(answer.matches("(?s)HTTP/1\\.[01] 403 Forbidden\r\n.*\\{\"problem\":\"[^\"]*\"}"), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /q/echo HTTP/1.0\r\n",
                "GET http://localhost:9808/q/echo HTTP/1.1\r\nHost: localhost:9808\r\nConnection: close\r\n",
                "GET http://node-7?a=/ HTTP/1.1\r\nHost: node-7\r\nConnection: close\r\n"
            })
    void testNoHostOrOwnTarget_isAnswered(String request) throws Exception {
        String answer = exchange(request + "\r\n");
        assertTrue(answer.matches("(?s)HTTP/1\\.[01] 200 OK\r\n.*"), answer);
    }

    @Test
    void testLongHostileHost_isShownInPart_andTheConnectionStaysOpen() throws Exception {
        String host = "evil\u0085" + "x".repeat(5000);
        String answer = exchange("POST /q/echo HTTP/1.0\r\nConnection: keep-alive\r\nHost: " + host
                + "\r\nContent-Length: 4000\r\n\r\n" + "y".repeat(4000)
                + "GET /q/echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(answer.contains("\"Host: evil\\\\u0085" + "x".repeat(95) + "… is not allowed, "), answer);
        assertTrue(answer.contains("HTTP/1.1 200 OK\r\n"), answer);
    }

    private static String exchange(String request) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.httpPort())) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
