package dev.udsecho.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.CountingEcho;
import dev.udsecho.testing.Processes;
import dev.udsecho.testing.Program;
import dev.udsecho.testing.Shell;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the forms in which people give a socket, a size and a duration to the packaged program. */
class SocketOptionIT {
    @TempDir
    static Path directory;

    private static CountingEcho server;
    private static Path socket;

    @BeforeAll
    static void start() throws Exception {
        socket = directory.toRealPath().resolve("echo.sock");
        server = new CountingEcho(socket);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static ClientRun inDirectory(String line) throws Exception {
        return Shell.bash("cd '" + socket.getParent() + "'; HOME=$PWD; " + line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo.sock",
                "./echo.sock",
                "unix:echo.sock",
                "unix:$PWD/echo.sock",
                "unix://$PWD/echo.sock",
                "../${PWD##*/}/echo.sock"
            })
    void testSocket_inEachForm(String form) throws Exception {
        assertEquals(new ClientRun(0, "foo", ""), inDirectory("udsecho send --socket " + form + " foo"));
    }

    @Test
    void testSocket_fromTheEnvironment_mayBeginWithTheHomeDirectory() throws Exception {
        assertEquals(
                new ClientRun(0, "foofoo", ""),
                inDirectory("export ECHO_SOCKET_PATH='~/echo.sock'; udsecho send foo; ECHO_SOCKET_PATH=unix:~/echo.sock"
                        + " udsecho send foo"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping -c 1", "wait --timeout 1m", "check", "bench --duration=500ms --warmup=0s"})
    void testSocket_asPositionalArgument_isShownAbsolute(String words) throws Exception {
        ClientRun run = inDirectory("udsecho " + words + " --json ./echo.sock");
        assertEquals(0, run.status(), run::toString);
        assertEquals(socket.toString(), JsonPath.from(run.output()).getString("path"));
        assertTrue(run.output().startsWith("{\"schema\": 1, \"path\": "), run::output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo.sock", "unix:./echo.sock", "~/echo.sock"})
    void testServe_acceptsTheSameForms(String form) throws Exception {
        Path home = Files.createDirectory(socket.resolveSibling("home-" + form.length()));
        ProcessBuilder serve =
                new ProcessBuilder(Program.client("serve", "-Dquarkus.http.port=0", "-Decho.socket.path=" + form));
        serve.directory(home.toFile()).environment().put("HOME", home.toString());
        serve.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process service = Processes.start(serve);
        await().until(() -> Client.isServed(home.resolve("echo.sock")));
        service.destroy();
        assertEquals(0, service.waitFor());
    }

    @Test
    void testSizesAndDurations_areTheSameEverywhere() throws Exception {
        ClientRun run = inDirectory(
                "udsecho ping echo.sock --json -c 1 -s 16k --timeout 1h; udsecho bench echo.sock --json --size 16k"
                        + " --timeout 1.5m --warmup 0s --duration 0.1s; udsecho wait echo.sock --timeout 0.5m;"
                        + " udsecho check echo.sock --timeout 0.1h; udsecho send --socket echo.sock --timeout 1.5m x");
        assertFalse(run.problems().contains("Invalid"), run::problems);
        assertTrue(run.output().contains("\"size\": 16384, \"sent\": 1"), run::output);
        assertTrue(run.output().contains("\"size\": 16384, \"threads\": 1"), run::output);
    }

    @Test
    void testRepeatedOption_lastOneWins() throws Exception {
        ClientRun run = inDirectory("udsecho ping --socket none echo.sock --count 0 --count 1 -q -q --json --json");
        assertEquals(0, run.status(), run::toString);
        assertEquals(1, JsonPath.from(run.output()).getInt("sent"));
    }

    @Test
    void testPing_once_allTimesAreEqual() throws Exception {
        ClientRun run = inDirectory("udsecho ping echo.sock -c 1");
        String[] lines = run.output().split("\n");
        String time = lines[0].replaceAll(".* time=(\\d+) µs", "$1");
        assertEquals(
                "round trip min " + time + ", mean " + time + ", p50 " + time + ", p99 " + time + ", max " + time
                        + " µs",
                lines[3]);
    }

    @Test
    void testPing_quiet_printsTheFirstFailure() throws Exception {
        ClientRun run = inDirectory("udsecho ping -q -c 3 -i 1ms none");
        assertEquals(66, run.status(), run::toString);
        assertEquals(1, run.problems().lines().count(), run::problems);
        assertTrue(
                run.problems().startsWith("udsecho ping: seq=1 " + socket.resolveSibling("none") + " (no-file): "),
                run::problems);
    }

    @Test
    void testWait_asJson_fieldsMatchTheSummary() throws Exception {
        JsonPath json =
                JsonPath.from(inDirectory("udsecho wait --json echo.sock").output());
        assertTrue(json.getString("summary").contains(" after " + json.getLong("waited_ms") + " ms, in "));
    }
}
