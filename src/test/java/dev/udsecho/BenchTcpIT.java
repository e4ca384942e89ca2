package dev.udsecho;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.udsecho.testing.BenchCommands;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.CountingEcho;
import dev.udsecho.testing.Processes;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the packaged program's bench with a TCP listener beside the socket. */
class BenchTcpIT {
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
    void testTcp_besideTheSocket_leavesNoProcess() throws Exception {
        Process running = ClientRun.start(
                BenchCommands.words(served, "--duration=2s", "--tcp", "--json", "--verify", "--connections=5"));
        ProcessHandle listener = listenerOf(running);
        ClientRun run = ClientRun.of(running);
        assertEquals(0, run.status(), run::toString);
        JsonNode figures = BenchCommands.json(run);
        assertTrue(figures.path("operations").asLong() > 0);
        assertTrue(figures.path("tcp").path("operations").asLong() > 0);
        assertTrue(figures.path("tcp").path("path").asText().matches("127\\.0\\.0\\.1:[0-9]+"));
        assertTrue(figures.path("tcp").path("p50_us").asDouble() > 0);
        assertTrue(figures.path("ratio").path("operations_per_second").asDouble() > 0);
        assertTrue(figures.path("ratio").path("p50").asDouble() > 0);
        await().until(() -> !listener.isAlive());
    }

    @Test
    void testTcp_eachMode() throws Exception {
        for (String mode : List.of("stream", "connect")) {
            ClientRun run = BenchCommands.run(
                    served, "--duration=300ms", "--tcp", "--verify", "--mode", mode, "--connections=3");
            assertEquals(0, run.status(), run::toString);
            assertTrue(run.output().contains("Unix/TCP"), run::output);
        }
    }

    @Test
    void testTcp_needsNoTemporaryDirectory_andLeavesNothingThere() throws Exception {
        Path missing = served.resolveSibling("missing");
        List<String> options = List.of("env", "JDK_JAVA_OPTIONS=-Djava.io.tmpdir=" + missing);
        ClientRun run =
                ClientRun.of(ClientRun.start(options, BenchCommands.words(served, "--duration=300ms", "--tcp")));
        assertEquals(0, run.status(), run::toString);
        assertEquals(
                0,
                Optional.ofNullable(missing.toFile().list())
                        .map(left -> left.length)
                        .orElse(0));
    }

    @Test
    void testTcp_killed_leavesNoListener() throws Exception {
        Process running = ClientRun.start(BenchCommands.words(served, "--duration=5m", "--tcp"));
        ProcessHandle listener = listenerOf(running);
        running.destroyForcibly().waitFor();
        await().until(() -> !listener.isAlive());
    }

    @Test
    void testTcp_interruptedWithItsGroup_endsWithTheSummary_andLeavesNoListener() throws Exception {
        CountingEcho echo = new CountingEcho(socket);
        Process running = ClientRun.start(BenchCommands.words(socket, "--duration=5m", "--tcp"));
        ProcessHandle listener = listenerOf(running);
        await().until(() -> echo.echoed() > 10_000);
        Processes.signal("INT", listener.pid(), running.pid());
        ClientRun run = ClientRun.of(running);
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.output().contains("operations/s"), run::output);
        await().until(() -> !listener.isAlive());
    }

    private static ProcessHandle listenerOf(Process bench) {
        return await().until(
                        () -> bench.children()
                                .filter(child -> child.info().arguments().stream()
                                        .flatMap(Stream::of)
                                        .anyMatch("bench-listener"::equals))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
