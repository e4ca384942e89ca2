package dev.udsecho.page;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what a POST to /q/echo sends through the socket of the packaged program, and when it sends nothing. */
class EchoBoxIT {
    private static final String POST_FOO = "POST /q/echo HTTP/1.0\\r\\nContent-Length: 3\\r\\n\\r\\nfoo";

    @TempDir
    static Path directory;

    private static Path socket;
    private static ServeProcess server;
    private static ServeProcess mute;

    @BeforeAll
    static void startWithTheBoxAndByDefault() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        server = start(directory.resolve("echo.sock"), Map.of("ECHO_PAGE_ECHO_BOX", "true"));
        socket = directory.resolve("mute.sock");
        mute = start(socket, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
        mute.close();
    }

    private static ServeProcess start(Path path, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("ECHO_SOCKET_PATH", path.toString());
        all.put("ECHO_LOG_PAYLOAD", "preview");
        return ServeProcess.start(all).awaitStarted();
    }

    private static String at(ServeProcess service) {
        return "http://127.0.0.1:" + service.httpPort();
    }

    private static Response post(ServeProcess service, String text) {
        return given().contentType("text/plain").body(text).post(at(service) + "/q/echo");
    }

    private static JsonPath facts(ServeProcess service) {
        return given().get(at(service) + "/q/echo").jsonPath();
    }

    @Test
    void testText_isSentThroughTheSocket_andByNoClient() {
        assertTrue(facts(server).getBoolean("echoBox"));
        JsonPath answer = post(server, "foo").jsonPath();
        assertEquals("foo", answer.getString("answer"));
        assertEquals(3, answer.getInt("bytes"));
        assertEquals(0, facts(server).getInt("connections.accepted"));
        assertEquals(0, facts(server).getInt("bytes.received"));
    }

    @Test
    void testTooLongText_isRefused() {
        assertEquals(200, post(server, "x".repeat(4096)).statusCode());
        Response refused = post(server, "x".repeat(4097));
        assertEquals(413, refused.statusCode());
        assertEquals("the box sends 4096 bytes at most", refused.jsonPath().getString("problem"));
        assertEquals(413, post(server, "x".repeat(1_000_000)).statusCode());
    }

    @Test
    void testPageOfAnotherOrigin_isRefused() {
        assertEquals(403, postFrom("http://evil.example").statusCode());
        assertEquals(200, postFrom(at(server)).statusCode());
    }

    private static Response postFrom(String origin) {
        return given().header("Origin", origin).body("foo").post(at(server) + "/q/echo");
    }

    @Test
    void testLostName_isTheProblem() throws Exception {
        try (ServeProcess lost = start(directory.resolve("lost.sock"), Map.of("ECHO_PAGE_ECHO_BOX", "true"))) {
            Files.delete(directory.resolve("lost.sock"));
            Response refused = post(lost, "foo");
            assertEquals(503, refused.statusCode());
            String problem = refused.jsonPath().getString("problem");
            assertTrue(problem.startsWith(directory.resolve("lost.sock") + " (no-file)"), problem);
        }
    }

    @Test
    void testDefaults_sendNothing() {
        assertSendsNothing(mute);
    }

    @Test
    void testDefaults_sendNothingForAUserWhoMayNotConnect() throws Exception {
        Needs.root();
        Needs.tools("setpriv", "nc");
        String direct = asStranger("printf foo | nc -N -U " + socket);
        assertTrue(direct.contains("Permission denied"), direct);
        String posted = asStranger("printf '" + POST_FOO + "' | nc 127.0.0.1 " + mute.httpPort());
        assertTrue(posted.startsWith("HTTP/1.0 405 "), posted);
        Client.exchange(socket, "bar".getBytes(StandardCharsets.US_ASCII));
        await().until(() -> mute.output().contains("received 3 bytes: \"bar\""));
        assertFalse(mute.output().contains("foo"), mute::output);
    }

    private static String asStranger(String script) throws Exception {
        return Command.run("setpriv", "--reuid=64002", "--regid=64002", "--clear-groups", "sh", "-c", script)
                .output();
    }

    @ParameterizedTest
    @CsvSource({"ECHO_ACCESS_UIDS, 4711", "ECHO_PAGE_ENABLED, false"})
    void testListOfPeersOrNoPage_thereIsNoBox(String variable, String value) {
        Path other = directory.resolve("other.sock");
        try (ServeProcess without = start(other, Map.of("ECHO_PAGE_ECHO_BOX", "true", variable, value))) {
            assertSendsNothing(without);
        }
    }

    private static void assertSendsNothing(ServeProcess service) {
        assertEquals(405, post(service, "foo").statusCode());
        assertFalse(facts(service).getBoolean("echoBox"));
        assertFalse(service.output().contains("foo"), service::output);
    }
}
