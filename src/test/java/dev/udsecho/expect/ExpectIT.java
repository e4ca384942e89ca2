package dev.udsecho.expect;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.PlainServer;
import io.grpc.protobuf.services.HealthStatusManager;
import io.restassured.path.json.JsonPath;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the packaged program's commands with servers of other protocols. */
class ExpectIT {
    @TempDir
    Path directory;

    private final AtomicInteger requests = new AtomicInteger();
    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("s");
    }

    /** Answers requests with 503 until the given number of them came, and with 200 from then on. */
    private PlainServer http(int readyAfter) throws Exception {
        return new PlainServer(socket, accepted -> answer(accepted, readyAfter));
    }

    private void answer(SocketChannel accepted, int readyAfter) throws Exception {
        if (Client.readOnce(accepted).length > 0) {
            String status = requests.incrementAndGet() > readyAfter ? "200 OK" : "503 Busy";
            accepted.write(ByteBuffer.wrap(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** Runs a command with a long timeout, unless its words name another: the last one counts. */
    private ClientRun run(String command, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(command, "--socket", socket.toString(), "--timeout", "2m"));
        all.addAll(List.of(words));
        return ClientRun.of(all.toArray(String[]::new));
    }

    @Test
    void testCheck_expectedServer_isOkWithItsFacts() throws Exception {
        PlainServer server = http(0);
        try (server) {
            ClientRun check = run("check", "--expect", "http:/ready", "--json");
            assertEquals(0, check.status(), check::toString);
            JsonPath json = JsonPath.from(check.output());
            assertEquals("ok", json.getString("cause"));
            assertTrue(json.getString("summary").contains("(ok): HTTP/1.1 200 OK within "), check::output);
            assertTrue(json.getLong("rtt_us") > 0);
            assertEquals("200", json.getString("evidence.find { it.what == 'HTTP status' }.found"));
            assertTrue(json.getString("evidence.find { it.what == 'GET /ready' }.found")
                    .endsWith(" µs"));
            assertTrue(run("check", "--expect", "http:/ready").output().contains("✓ GET /ready"), check::output);
        }
    }

    @Test
    void testCheck_otherServer_namesTheWordToPass() throws Exception {
        PlainServer server = http(9);
        try (server) {
            ClientRun plain = run("check", "--json");
            assertEquals(74, plain.status(), plain::toString);
            assertEquals("not-echo", JsonPath.from(plain.output()).getString("cause"));
            assertTrue(plain.output().contains("Pass --expect http to check, wait or ping"), plain::output);
            ClientRun other = run("check", "--expect", "grpc", "--json");
            assertEquals(74, other.status(), other::toString);
            assertEquals("not-expected", JsonPath.from(other.output()).getString("cause"));
            assertTrue(other.output().contains("Pass --expect http to check, wait or ping"), other::output);
            ClientRun busy = run("check", "--expect", "http:/ready", "--json");
            assertEquals(75, busy.status(), busy::toString);
            assertEquals("not-serving", JsonPath.from(busy.output()).getString("cause"));
        }
    }

    @Test
    void testWait_returnsOnceTheServerIsReady() throws Exception {
        PlainServer server = http(2);
        try (server) {
            ClientRun wait = run("wait", "--expect", "http:/", "--json");
            assertEquals(0, wait.status(), wait::toString);
            assertTrue(JsonPath.from(wait.output()).getLong("rtt_us") > 0, wait::output);
            assertTrue(requests.get() >= 3, wait::output);
        }
    }

    /** The server may be too slow for each attempt in the time of one wait. */
    @Test
    void testWait_serverThatIsNotReady_endsWithTheLastCause() throws Exception {
        PlainServer server = http(Integer.MAX_VALUE);
        try (server) {
            ClientRun wait = await().until(
                            () -> run("wait", "--expect", "http:/", "--timeout", "2s", "--json"),
                            run -> run.output().contains("not-serving"));
            assertEquals(75, wait.status(), wait::toString);
            assertEquals("not-serving", JsonPath.from(wait.output()).getString("cause"));
            assertTrue(wait.problems().contains("no GET / worked within 2s; the last cause: "), wait::problems);
        }
    }

    @Test
    void testPing_measuresTheExchange() throws Exception {
        HealthStatusManager health = new HealthStatusManager();
        GrpcServers server = new GrpcServers(socket, health.getHealthService());
        try (server) {
            ClientRun ping = run("ping", "--expect", "grpc:", "--count", "2", "--interval", "1ms");
            assertEquals(0, ping.status(), ping::toString);
            assertEquals("", ping.problems());
            assertTrue(ping.output().matches("(?s)SERVING from " + socket + ": seq=1 time=\\d+ µs\n.*"), ping::output);
            JsonPath json = JsonPath.from(
                    run("ping", "--expect", "grpc:", "--count", "1", "--json").output());
            assertEquals(1, json.getInt("received"));
            assertTrue(json.getMap("").containsKey("size") && json.get("size") == null, json::prettify);
        }
    }

    @Test
    void testWrongOptions_areRefusedInOneSentence() throws Exception {
        Files.createFile(socket);
        assertUsage("ping: --keep is for --expect echo; see udsecho ping --help", "ping", "--expect", "csi", "--keep");
        assertUsage("check: --host is for --expect http; see udsecho check --help", "check", "--host", "a");
        assertUsage(
                "wait: --expect httb must be one of echo, connect, http, http:/PATH, grpc, grpc:SERVICE, grpc:, csi,"
                        + " line:REGEX; did you mean http? See udsecho wait --help",
                "wait",
                "--expect",
                "httb");
    }

    private void assertUsage(String sentence, String command, String... words) throws Exception {
        assertEquals(new ClientRun(64, "", "udsecho " + sentence + "\n"), run(command, words));
    }
}
