package dev.udsecho;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Processes;
import dev.udsecho.testing.Program;
import dev.udsecho.testing.ServeProcess;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the packaged program's client against its own service. */
class ClientIT {
    @TempDir
    static Path directory;

    private static ServeProcess server;
    private static String socket;

    @BeforeAll
    static void start() {
        socket = directory.resolve("echo.sock").toString();
        server = ServeProcess.start(Path.of(socket)).awaitStarted();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void testSend_printsExactlyTheAnswer() throws Exception {
        assertEquals(new ClientRun(0, "foo", ""), ClientRun.of("send", "--socket", socket, "foo"));
        assertEquals(new ClientRun(0, "two words", ""), ClientRun.of("send", "--socket", socket, "two", "words"));
        assertEquals(new ClientRun(0, "", ""), ClientRun.of("send", "--socket", socket, ""));
        assertEquals(new ClientRun(0, "ü\n", ""), ClientRun.of("send", "--socket", "unix://" + socket, "ü\n"));
    }

    @Test
    void testSend_hundredMegabytesInASmallHeap() throws Exception {
        Command sums = shell("head -c 100000000 /dev/urandom > " + directory + "/in; sha256sum < " + directory
                + "/in; " + Program.clientInShell("-Xmx64m") + " send --socket " + socket + " - < " + directory
                + "/in | sha256sum");
        assertEquals(0, sums.status(), sums::output);
        assertEquals(1, sums.output().lines().distinct().count(), sums::output);
    }

    @Test
    void testSend_gigabyteFromAPipe() throws Exception {
        Command sums = shell("yes | head -c 1G | sha256sum; yes | head -c 1G | " + Program.clientInShell()
                + " send --socket " + socket + " - | sha256sum");
        assertEquals(1, sums.output().lines().distinct().count(), sums::output);
    }

    @Test
    void testSend_answersArriveWhileStandardInputStaysOpen() throws Exception {
        Process client = ClientRun.start("send", "--socket", socket, "-");
        client.getOutputStream().write("early\n".getBytes());
        client.getOutputStream().flush();
        assertEquals("early", client.inputReader().readLine());
        client.getOutputStream().close();
        assertEquals(0, client.waitFor());
    }

    @Test
    void testPing_printsALineEachAndASummary() throws Exception {
        ClientRun ping = ClientRun.of("ping", "--socket", socket, "--count", "3", "--interval", "1ms");
        assertEquals(0, ping.status(), ping::toString);
        String[] lines = ping.output().split("\n");
        assertEquals(6, lines.length, ping::output);
        for (int sequence = 1; sequence <= 3; sequence++) {
            String line = lines[sequence - 1];
            assertTrue(line.matches("64 bytes from " + socket + ": seq=" + sequence + " time=[0-9]+ µs"), line);
        }
        assertEquals("--- " + socket + " ---", lines[3]);
        assertEquals("3 sent, 3 received, 0 lost", lines[4]);
        assertTrue(lines[5].matches("round trip min \\d+, mean \\d+, p50 \\d+, p99 \\d+, max \\d+ µs"), lines[5]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--keep", "--quiet"})
    void testPing_asJson(String option) throws Exception {
        ClientRun ping = ClientRun.of(
                "ping", "--json", option, "--socket", socket, "--count", "50", "--interval", "0ms", "--size", "100000");
        assertEquals(0, ping.status(), ping::toString);
        JsonPath json = JsonPath.from(ping.output());
        assertEquals(socket, json.getString("path"));
        assertTrue(json.getBoolean("ok"));
        assertEquals(50, json.getInt("sent"));
        assertEquals(50, json.getInt("received"));
        assertEquals(0, json.getInt("lost"));
        assertEquals(100_000, json.getInt("size"));
        assertTrue(json.getLong("min_us") > 0);
        assertTrue(json.getLong("min_us") <= json.getLong("p50_us"));
        assertTrue(json.getLong("p50_us") <= json.getLong("p99_us"));
        assertTrue(json.getLong("p99_us") <= json.getLong("max_us"));
        assertTrue(json.getLong("mean_us") <= json.getLong("max_us"));
    }

    @Test
    void testPing_interrupted_endsWithTheSummary() throws Exception {
        Process ping = ClientRun.start("ping", "--socket", socket, "--interval", "10ms");
        assertTrue(ping.inputReader().readLine().contains("seq=1 "));
        Processes.signal("INT", ping.pid());
        assertEquals(0, ping.waitFor());
        assertTrue(ping.inputReader().lines().anyMatch(line -> line.matches("[0-9]+ sent, [0-9]+ received, 0 lost")));
    }

    @Test
    void testSend_textLikeAnArgumentFile_isSentUnchanged() throws Exception {
        assertEquals(
                new ClientRun(0, "@/etc/hostname", ""), ClientRun.of("send", "--socket", socket, "@/etc/hostname"));
    }

    @Test
    void testSend_endlessInput_timesOutWithoutBlamingTheServer() throws Exception {
        Command late = Command.run(
                "sh", "-c", "sleep 3 | " + Program.clientInShell() + " send --timeout 500ms --socket " + socket + " -");
        assertEquals(75, late.status());
        assertTrue(
                late.output().contains("all 0 bytes that were sent came back, and the answer did not end"),
                late::output);
    }

    @Test
    void testPing_lostRoundTrips_endsWithTheFirstFailuresStatus() throws Exception {
        String missing = directory.resolve("missing.sock").toString();
        ClientRun ping = ClientRun.of("ping", "--socket", missing, "--count", "2", "--interval", "1ms");
        assertEquals(66, ping.status());
        assertTrue(ping.output().contains("2 sent, 0 received, 2 lost"), ping::output);
        assertTrue(ping.problems().contains("udsecho ping: seq=1 " + missing + " (no-file): "), ping::problems);
        ClientRun json = ClientRun.of("ping", "--socket", missing, "--count", "1", "--json", "--quiet");
        assertEquals("no-file", JsonPath.from(json.output()).getString("cause"));
        assertEquals(66, JsonPath.from(json.output()).getInt("status"));
    }

    @Test
    void testWait_returnsWhenTheServerStarts_evenIfItsDirectoryWasMissing() throws Exception {
        Path later = directory.resolve("later/echo.sock");
        Process waiting = ClientRun.start("wait", "--socket", later.toString(), "--timeout", "1m", "--json");
        Files.createDirectory(later.getParent());
        try (ServeProcess late = ServeProcess.start(later).awaitStarted()) {
            ClientRun arrived = ClientRun.of(waiting);
            assertEquals(0, arrived.status(), late::output);
            JsonPath json = JsonPath.from(arrived.output());
            assertTrue(json.getBoolean("ok"));
            assertTrue(json.getLong("waited_ms") > 0);
            assertTrue(json.getLong("rtt_us") > 0);
        }
    }

    @Test
    void testWait_thatTimesOut_endsWithTheLastCause() throws Exception {
        String missing = directory.resolve("missing.sock").toString();
        ClientRun late = ClientRun.of("wait", "--socket", missing, "--timeout", "200ms", "--json");
        assertEquals(75, late.status());
        assertTrue(
                late.problems()
                        .contains("udsecho wait: no round trip worked within 200ms; the last cause: " + missing
                                + " (no-file): nothing has that name;"),
                late::problems);
        assertEquals("no-file", JsonPath.from(late.output()).getString("cause"));
    }

    @Test
    void testClientCommand_loadsNoClassOfQuarkusExceptItsLauncher_andCreatesNoneForAnnotations() throws Exception {
        Command loaded = shell(Program.clientInShell("-Xlog:class+load") + " send --socket " + socket + " foo");
        assertEquals(0, loaded.status());
        assertTrue(loaded.output().contains("dev.udsecho.cli.SendCommand"));
        assertFalse(loaded.output().contains("$Proxy"), "the JVM creates classes for annotations");
        assertEquals(
                0,
                loaded.output()
                        .lines()
                        .filter(line -> line.matches(".*\\] io\\.(quarkus|vertx|netty|smallrye)\\..*"))
                        .filter(
                                line -> !line.matches(
                                        ".*\\] io\\.(quarkus\\.bootstrap\\.(runner|forkjoin|logging|naming)|quarkus\\.commons\\.classloading|smallrye\\.common)\\..*"))
                        .peek(System.err::println)
                        .count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serve", "send", "ping", "wait", "check", "probe", "bench", "completion"})
    void testHelp_hasUsageStatusesAndExamplesAndNoColour(String command) throws Exception {
        ClientRun help = command.isEmpty() ? ClientRun.of("--help") : ClientRun.of(command, "--help");
        assertEquals(0, help.status());
        assertTrue(help.output().contains("Usage: udsecho"), help::output);
        assertTrue(help.output().contains("Exit status"), help::output);
        assertTrue(help.output().contains("Examples:"), help::output);
        assertFalse(help.output().contains("\u001b"), help::output);
    }

    @Test
    void testVersion_isThatOfTheBuild() throws Exception {
        assertTrue(ClientRun.of("--version").output().matches("udsecho [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\n"));
    }

    @Test
    void testServe_acceptsPropertiesAfterItsName() throws Exception {
        Path other = directory.resolve("other.sock");
        Process service = ClientRun.start("serve", "-Decho.socket.path=" + other, "-Dquarkus.http.port=0");
        await().until(() -> ClientRun.of("wait", "--socket", other.toString()).status() == 0);
        service.destroy();
        assertEquals(0, service.waitFor());
    }

    @Test
    void testTooFewDescriptors_areReported() throws Exception {
        boolean met = IntStream.iterate(40, limit -> limit > 8, limit -> limit - 1)
                .mapToObj(ClientIT::sendWithDescriptors)
                .anyMatch(
                        run -> run.status() == 71 && run.output().contains("(no-descriptors): this process is out of"));
        assertTrue(met, "no limit between 9 and 40 ended with 71");
    }

    private static Command sendWithDescriptors(int limit) {
        try {
            return shell("ulimit -n " + limit + "; exec " + Program.clientInShell("-XX:-MaxFDLimit") + " send --socket "
                    + socket + " foo");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Command shell(String line) throws Exception {
        return Command.run("bash", "-c", "set -o pipefail; " + line);
    }
}
