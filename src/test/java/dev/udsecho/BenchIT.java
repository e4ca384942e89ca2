package dev.udsecho;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.PlainServer;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged program's bench against its own service, and against all the others. */
class BenchIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    private static ServeProcess service;
    private static Path served;

    private final AtomicLong echoed = new AtomicLong();
    private Path socket;

    @BeforeAll
    static void start() {
        served = shared.resolve("echo.sock");
        service = ServeProcess.start(served).awaitStarted();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    private static String[] words(Path at, String... options) {
        List<String> words = new ArrayList<>(List.of("bench", "--socket", at.toString(), "--warmup", "0s"));
        words.addAll(List.of(options));
        return words.toArray(String[]::new);
    }

    private static ClientRun bench(Path at, String... options) throws Exception {
        return ClientRun.of(words(at, options));
    }

    private static JsonNode json(ClientRun run) throws IOException {
        return JSON.readTree(run.output());
    }

    /** What happens to the bytes of a read before they go back. */
    private interface Change {
        void apply(ByteBuffer read) throws Exception;
    }

    private void serve(Change change) throws IOException {
        new PlainServer(socket, accepted -> echo(accepted, change));
    }

    private void echo(SocketChannel accepted, Change change) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(100_000);
        while (accepted.read(buffer.clear()) >= 0) {
            change.apply(buffer.flip());
            while (buffer.hasRemaining()) {
                echoed.addAndGet(accepted.write(buffer));
            }
        }
    }

    private void assertFails(int status, String cause, String... options) throws Exception {
        ClientRun run = bench(socket, options);
        assertEquals(status, run.status(), run::toString);
        assertTrue(run.problems().contains("udsecho bench: " + socket + " (" + cause + "): "), run::problems);
    }

    @ParameterizedTest
    @CsvSource({"pingpong, 1, 1, 64", "pingpong, 20, 2, 16k", "stream, 3, 2, 256k", "connect, 4, 1, 64"})
    void testEachMode_asJson_isWhatTheServerEchoed(String mode, int connections, int threads, String size)
            throws Exception {
        serve(read -> {});
        ClientRun run = bench(
                socket,
                "--duration=500ms",
                "--mode=" + mode,
                "--connections=" + connections,
                "--threads=" + threads,
                "--size=" + size,
                "--verify",
                "--json");
        assertEquals(0, run.status(), run::toString);
        JsonNode figures = json(run);
        assertTrue(figures.path("ok").asBoolean());
        assertTrue(figures.path("verified").asBoolean());
        assertTrue(figures.path("cause").isNull());
        assertEquals(mode, figures.path("mode").asText());
        assertEquals(connections, figures.path("connections").asInt());
        assertEquals(threads, figures.path("threads").asInt());
        assertEquals(0, figures.path("errors").asInt());
        assertTrue(figures.path("operations").asLong() > 0);
        assertEquals(
                echoed.get(),
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
        ClientRun run = bench(served, "--duration=300ms", "--connections=50", "--verify");
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
        JsonNode figures = json(bench(served, "--duration=1s", "--rate=200", "--connections=4", "--json"));
        assertEquals(200, figures.path("rate").asInt());
        assertEquals(
                200,
                figures.path("operations").asInt() + figures.path("unanswered").asInt());
    }

    @Test
    void testAlteredByte_isFoundIfCompared() throws Exception {
        AtomicLong reads = new AtomicLong();
        serve(read -> {
            if (reads.incrementAndGet() == 20) {
                read.put(3, (byte) ~read.get(3));
            }
        });
        ClientRun run = bench(socket, "--duration=300ms", "--verify", "--json");
        assertEquals(74, run.status(), run::toString);
        assertEquals("altered", json(run).path("cause").asText());
        assertEquals(74, json(run).path("status").asInt());
        assertEquals(1, json(run).path("errors_by_cause").path("altered").asInt());
        assertTrue(
                run.problems().contains("(altered): the answer differs from what was sent at offset 1219; "),
                run::problems);
    }

    @Test
    void testConnectionsThatEndMidway_areCounted() throws Exception {
        new PlainServer(socket, accepted -> {
            ByteBuffer buffer = ByteBuffer.allocate(64);
            accepted.read(buffer);
            accepted.write(buffer.flip());
            accepted.read(buffer.clear());
            accepted.write(buffer.flip().limit(10));
        });
        ClientRun run = bench(socket, "--duration=500ms", "--json");
        assertEquals(74, run.status(), run::toString);
        JsonNode figures = json(run);
        assertEquals("truncated", figures.path("cause").asText());
        assertTrue(figures.path("errors").asInt() > 1, figures::toString);
        assertEquals(
                figures.path("errors").asInt(),
                figures.path("errors_by_cause").path("truncated").asInt());
        assertTrue(run.problems().contains(" failures)"), run::problems);
    }

    @Test
    void testNothingThere_saysWhatSendSays() throws Exception {
        ClientRun bench = bench(socket, "--duration=5m");
        ClientRun send = ClientRun.of("send", "--socket", socket.toString(), "foo");
        assertEquals(new ClientRun(66, "", send.problems().replace("udsecho send", "udsecho bench")), bench);
    }

    @Test
    void testNothingThere_asJson_hasNoFigures() throws Exception {
        ClientRun run = bench(socket, "--json");
        assertEquals(66, run.status());
        JsonNode figures = json(run);
        assertEquals("no-file", figures.path("cause").asText());
        assertFalse(figures.path("ok").asBoolean());
        assertEquals(0, figures.path("operations").asInt());
        assertTrue(figures.path("p50_us").isNull());
    }

    @Test
    void testStaleSocket() throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket));
        }
        assertFails(69, "stale");
    }

    @Test
    void testDenied() throws Exception {
        Command.requireRoot();
        Command.require("setpriv");
        Command.run("chmod", "0755", directory.toString());
        Path application = directory.resolve("quarkus-app");
        Command.run("cp", "-r", ServeProcess.APPLICATION.toString(), application.toString());
        serve(read -> {});
        Files.setAttribute(socket, "unix:mode", 0750);
        List<String> bob = List.of("setpriv", "--reuid=64002", "--regid=64002", "--clear-groups");
        ClientRun run = ClientRun.of(ClientRun.start(bob, application, words(socket)));
        assertEquals(77, run.status(), run::toString);
        assertTrue(run.problems().startsWith("udsecho bench: " + socket + " (denied-file): "), run::problems);
    }

    @ParameterizedTest
    @CsvSource({"pingpong", "stream", "connect"})
    void testTooFewDescriptors(String mode) throws Exception {
        serve(read -> {});
        List<String> limited = List.of("sh", "-c", "ulimit -n 100 && exec \"$@\"", "sh");
        ClientRun run = ClientRun.of(ClientRun.start(
                limited, ServeProcess.APPLICATION, words(socket, "--connections=500", "--mode=" + mode)));
        assertEquals(71, run.status(), run::toString);
        assertTrue(
                run.problems()
                        .contains("udsecho bench: " + socket
                                + " (no-descriptors): this process is out of file descriptors"),
                run::problems);
    }

    @Test
    void testHtml_isAPageByItself_andEscapesThePath() throws Exception {
        socket = Files.createDirectory(directory.resolve("<b>&\"'")).resolve("echo.sock");
        serve(read -> {});
        Path file = directory.resolve("report.html");
        ClientRun run = bench(socket, "--duration=500ms", "--html", file.toString());
        assertEquals(0, run.status(), run::toString);
        String page = Files.readString(file);
        assertTrue(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("title")
                .item(0)
                .getTextContent()
                .endsWith(socket.toString()));
        assertFalse(page.contains("//") || page.contains("<script") || page.contains("<b>"), page);
        assertEquals(3, page.split("<svg ", -1).length - 1);
    }

    @Test
    void testHtml_thatCannotBeWritten_isFoundBeforeTheRun() throws Exception {
        Path missing = directory.resolve("missing/report.html");
        ClientRun run = bench(served, "--duration=5m", "--html", missing.toString());
        assertEquals(73, run.status(), run::toString);
        assertEquals("", run.output());
        assertTrue(run.problems().startsWith("udsecho bench: cannot write " + missing + " ("), run::problems);
        assertEquals(
                73,
                bench(served, "--duration=5m", "--html", directory.toString()).status());
    }

    @Test
    void testHtml_ofARunThatFailed_leavesWhatWasThere() throws Exception {
        Path file = Files.writeString(directory.resolve("report.html"), "before");
        assertEquals(66, bench(socket, "--html", file.toString()).status());
        assertEquals("before", Files.readString(file));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void testTcp_besideTheSocket_andNothingStays() throws Exception {
        Process running =
                ClientRun.start(words(served, "--duration=2s", "--tcp", "--json", "--verify", "--connections=5"));
        ProcessHandle listener = listenerOf(running);
        ClientRun run = ClientRun.of(running);
        assertEquals(0, run.status(), run::toString);
        JsonNode figures = json(run);
        assertTrue(figures.path("operations").asLong() > 0);
        assertTrue(figures.path("tcp").path("operations").asLong() > 0);
        assertTrue(figures.path("tcp").path("path").asText().matches("127\\.0\\.0\\.1:[0-9]+"));
        assertOrdered(figures.path("tcp"));
        assertTrue(figures.path("ratio").path("operations_per_second").asDouble() > 0);
        assertTrue(figures.path("ratio").path("p50").asDouble() > 0);
        await().until(() -> !listener.isAlive());
    }

    @Test
    void testTcp_eachMode() throws Exception {
        for (String mode : List.of("stream", "connect")) {
            ClientRun run = bench(served, "--duration=300ms", "--tcp", "--verify", "--mode", mode, "--connections=3");
            assertEquals(0, run.status(), run::toString);
            assertTrue(run.output().contains("Unix/TCP"), run::output);
        }
    }

    @Test
    void testTcp_killed_leavesNoListener() throws Exception {
        Process running = ClientRun.start(words(served, "--duration=5m", "--tcp"));
        ProcessHandle listener = listenerOf(running);
        running.destroyForcibly().waitFor();
        await().until(() -> !listener.isAlive());
    }

    @Test
    void testTcp_interruptedWithItsGroup_endsWithTheSummary_andLeavesNoListener() throws Exception {
        serve(read -> {});
        Process running = ClientRun.start(words(socket, "--duration=5m", "--tcp"));
        ProcessHandle listener = listenerOf(running);
        await().until(() -> echoed.get() > 10_000);
        Command.run("kill", "-s", "INT", String.valueOf(listener.pid()), String.valueOf(running.pid()));
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

    @Test
    void testInterrupted_endsWithTheSummary() throws Exception {
        serve(read -> {});
        Process running = ClientRun.start(words(socket, "--duration=5m", "--json", "--connections=3"));
        await().until(() -> echoed.get() > 10_000);
        Command.run("kill", "-s", "INT", String.valueOf(running.pid()));
        ClientRun run = ClientRun.of(running);
        assertEquals(0, run.status(), run::toString);
        assertEquals(echoed.get(), json(run).path("operations").asLong() * 64);
    }

    @Test
    void testOutputThatIsNoTerminal_hasNoProgressLine() throws Exception {
        serve(read -> Thread.sleep(20)); // so slowly that no processor is short
        ClientRun run = bench(socket, "--duration=600ms");
        assertFalse(run.problems().contains("left,"), run::problems);
        assertFalse(run.problems().contains("\r"), run::problems);
    }

    @Test
    void testOutOfRange_isRefusedInOneSentence() throws Exception {
        assertEquals(
                new ClientRun(
                        64,
                        "",
                        "udsecho bench: --threads must be no more than --connections; see udsecho bench --help\n"),
                bench(served, "--threads=2"));
        assertEquals(
                new ClientRun(
                        64,
                        "",
                        "udsecho bench: Invalid value for option '--size': \"17m\" must be a whole number of bytes, or with k or"
                                + " m of KiB or MiB, from 1 to 16m, such as 64, 16k or 1m; see udsecho bench --help\n"),
                bench(served, "--size=17m"));
    }
}
