package dev.udsecho;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.udsecho.testing.BenchCommands;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.CountingEcho;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.Processes;
import dev.udsecho.testing.Program;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the packaged program's bench against its own service and a server that counts. */
class BenchIT {
    @TempDir
    static Path shared;

    private static ServeProcess service;
    private static Path served;

    @BeforeAll
    static void start() {
        served = shared.resolve("echo.sock");
        service = ServeProcess.start(served).awaitStarted();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    @Test
    void testReport_saysWhatMeasured_andWhatWasMeasured() throws Exception {
        JsonNode figures = BenchCommands.json(BenchCommands.run(served, "--duration=100ms", "--json"));
        assertTrue(figures.path("version").asText().matches("udsecho [0-9].*"), figures::toString);
        assertTrue(figures.path("server").asText().endsWith(" serve"), figures::toString);
        new CountingEcho(socket);
        assertTrue(BenchCommands.json(BenchCommands.run(socket, "--duration=100ms", "--json"))
                .path("server")
                .isNull());
    }

    @ParameterizedTest
    @CsvSource({"pingpong, 1, 1, 64", "pingpong, 20, 2, 16k", "stream, 3, 2, 256k", "connect, 4, 1, 64"})
    void testEachMode_asJson_matchesTheServersCounts(String mode, int connections, int threads, String size)
            throws Exception {
        CountingEcho echo = new CountingEcho(socket);
        ClientRun run = BenchCommands.run(
                socket,
                "--duration=500ms",
                "--mode=" + mode,
                "--connections=" + connections,
                "--threads=" + threads,
                "--size=" + size,
                "--verify",
                "--json");
        assertEquals(0, run.status(), run::toString);
        JsonNode figures = BenchCommands.json(run);
        assertTrue(figures.path("ok").asBoolean());
        assertTrue(figures.path("verified").asBoolean());
        assertTrue(figures.path("cause").isNull());
        assertEquals(mode, figures.path("mode").asText());
        assertEquals(connections, figures.path("connections").asInt());
        assertEquals(threads, figures.path("threads").asInt());
        assertEquals(0, figures.path("errors").asInt());
        assertTrue(figures.path("operations").asLong() > 0);
        assertEquals(
                echo.echoed(),
                figures.path("operations").asLong() * figures.path("size").asInt());
        assertOrdered(figures);
    }

    private static void assertOrdered(JsonNode figures) {
        double before = 0;
        for (String name : List.of("min", "p50", "p75", "p90", "p99", "p99_9", "p99_99", "max")) {
            JsonNode value = figures.path(name + "_us");
            assertTrue(value.isNumber() && value.asDouble() >= before, figures::toString);
            before = value.asDouble();
        }
        assertTrue(figures.path("mean_us").asDouble() <= before);
        double busy = figures.path("generator_busy").asDouble();
        assertTrue(busy > 0 && busy <= 1, figures::toString);
        assertTrue(figures.path("generator_bottleneck").isBoolean());
    }

    @Test
    void testOwnService_printsATable() throws Exception {
        ClientRun run = BenchCommands.run(served, "--duration=300ms", "--connections=50", "--verify");
        assertEquals(0, run.status(), run::toString);
        List<String> lines = run.output().lines().toList();
        assertEquals("--- " + served + " ---", lines.get(0));
        assertTrue(lines.get(1).startsWith("pingpong, 50 connections, 64 bytes, 1 thread, every byte compared, 0."));
        assertTrue(lines.get(2).matches("operations/s +[0-9]+"), run::output);
        assertTrue(lines.stream().anyMatch(line -> line.matches("p99\\.99 µs +[0-9.]+")), run::output);
        assertTrue(lines.contains(lines.get(lines.size() - 1))
                && lines.get(lines.size() - 1).matches("errors +0"));
    }

    @Test
    void testRate_isKept() throws Exception {
        JsonNode figures = BenchCommands.json(
                BenchCommands.run(served, "--duration=1s", "--rate=200", "--connections=4", "--json"));
        assertEquals(200, figures.path("rate").asInt());
        assertEquals(
                200,
                figures.path("operations").asInt() + figures.path("unanswered").asInt());
    }

    @Test
    void testInterrupted_endsWithTheSummary() throws Exception {
        CountingEcho echo = new CountingEcho(socket);
        Process running = ClientRun.start(BenchCommands.words(socket, "--duration=5m", "--json", "--connections=3"));
        await().until(() -> echo.echoed() > 10_000);
        Processes.signal("INT", running.pid());
        ClientRun run = ClientRun.of(running);
        assertEquals(0, run.status(), run::toString);
        assertEquals(echo.echoed(), BenchCommands.json(run).path("operations").asLong() * 64);
    }

    @Test
    void testOutputWithoutATerminal_hasNoProgressLine() throws Exception {
        ClientRun run = BenchCommands.run(served, "--duration=600ms");
        assertFalse(run.problems().contains("left,"), run::problems);
        assertFalse(run.problems().contains("\r"), run::problems);
    }

    @Test
    void testOutputToATerminal_hasAProgressLine_andThenTheTable() throws Exception {
        Needs.tool("script");
        Command shown = Command.run(
                "script", "-qec", Program.clientInShell() + " bench --duration 600ms --socket " + served, "/dev/null");
        assertEquals(0, shown.status(), shown::output);
        assertTrue(shown.output().contains(" s left, "), shown::output);
        assertTrue(shown.output().contains("operations/s   "), shown::output);
    }

    @Test
    void testBench_loadsNoClassOfTheServer() throws Exception {
        Command loaded = Command.run(
                "sh", "-c", Program.clientInShell("-Xlog:class+load") + " bench --duration=100ms --socket " + served);
        assertEquals(0, loaded.status(), loaded::output);
        assertTrue(loaded.output().contains("dev.udsecho.bench.load.PingPong"));
        assertFalse(
                loaded.output().matches("(?s).*\\] (io\\.(vertx|netty)|dev\\.udsecho\\.(server|config|echo))\\..*"));
    }

    @Test
    void testOutOfRange_isRefusedInOneSentence() throws Exception {
        assertEquals(
                new ClientRun(
                        64,
                        "",
                        "udsecho bench: --threads must be no more than --connections; see udsecho bench --help\n"),
                BenchCommands.run(served, "--threads=2"));
        assertEquals(
                new ClientRun(
                        64,
                        "",
                        "udsecho bench: Invalid value for option '--size': \"17m\" must be a whole number of bytes, or with k or"
                                + " m of KiB or MiB, from 1 to 16m, such as 64, 16k or 1m; see udsecho bench --help\n"),
                BenchCommands.run(served, "--size=17m"));
    }
}
