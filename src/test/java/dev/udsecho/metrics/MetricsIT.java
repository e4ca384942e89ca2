package dev.udsecho.metrics;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.udsecho.testing.BenchCommands;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.ServeProcess;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that the packaged program counts connections, bytes and losses of its path exactly. */
class MetricsIT {
    private static final byte[] PING = {'p', 'i', 'n', 'g'};

    @TempDir
    Path directory;

    private Path socket;
    private ServeProcess server;

    @BeforeEach
    void start() {
        socket = directory.resolve("echo.sock");
        server = ServeProcess.startPlain(socket).awaitStarted();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Scrape scrape() {
        return Scrape.of(server);
    }

    private JsonPath facts() {
        return RestAssured.get("http://127.0.0.1:" + server.httpPort() + "/q/echo")
                .jsonPath();
    }

    @ParameterizedTest
    @CsvSource({"pingpong, 7, 2, 1000", "stream, 3, 1, 16k", "connect, 4, 2, 64"})
    void testBench_countsWhatItsClientCounted(String mode, int connections, int threads, String size) throws Exception {
        ClientRun run = BenchCommands.run(
                socket,
                "--duration=500ms",
                "--mode=" + mode,
                "--connections=" + connections,
                "--threads=" + threads,
                "--size=" + size,
                "--json");
        assertEquals(0, run.status(), run::toString);
        JsonNode figures = BenchCommands.json(run);
        long operations = figures.path("operations").asLong();
        long bytes = operations * figures.path("size").asLong();
        long opened = mode.equals("connect") ? operations : connections;
        Scrape after = Scrape.awaitClosed(server, "client", opened);
        assertTrue(bytes > 0);
        assertEquals(bytes, after.received());
        assertEquals(bytes, after.sent());
        assertEquals(0, after.dropped());
        assertEquals(opened, after.accepted());
        after.assertNothingIsOpen();
    }

    @Test
    void testOpenConnections_areActiveUntilTheyEnd() throws Exception {
        try (SocketChannel one = Client.connect(socket);
                SocketChannel other = Client.connect(socket)) {
            assertArrayEquals(PING, Client.roundTrip(one, PING));
            assertArrayEquals(PING, Client.roundTrip(other, PING));
            assertEquals(2, scrape().active());
            assertEquals(0, scrape().closed());
        }
        Scrape.awaitClosed(server, "client", 2).assertNothingIsOpen();
    }

    @Test
    void testClientThatClosedWithUnreadAnswers_hasItsWaitingBytesDropped() throws Exception {
        long waiting;
        try (DeafClient deaf = new DeafClient(socket)) {
            Scrape before = scrape();
            assertTrue(before.sent() < before.received());
            assertEquals(0, before.dropped());
            await().until(() -> facts().getLong("connections.open[0].received") == before.received());
            waiting = facts().getLong("connections.open[0].waiting");
            assertEquals(before.received() - before.sent(), waiting);
            assertEquals(before.sent(), facts().getLong("connections.open[0].sent"));
            assertTrue(before.received() <= deaf.sent());
        }
        Scrape after = Scrape.awaitClosed(server, "client", 1);
        assertEquals(waiting, after.dropped());
        after.assertNothingIsOpen();
    }

    @Test
    void testLateReaderThatHalfCloses_losesNothing() throws Exception {
        byte[] sent = Client.randomBytes(5_000_000);
        assertArrayEquals(sent, Client.exchange(socket, sent, 1));
        Scrape after = Scrape.awaitClosed(server, "client", 1);
        assertEquals(sent.length, after.received());
        assertEquals(sent.length, after.sent());
        assertEquals(0, after.dropped());
        after.assertNothingIsOpen();
    }

    @Test
    void testReadinessProbes_areCounted_butNotAsClients() throws Exception {
        assertEquals(0, scrape().value("probe_seconds_count"));
        await().until(() -> server.health("ready") == 200 && scrape().value("probe_seconds_count") == 3);
        Scrape after = scrape();
        assertEquals(3, after.value("probe_seconds_bucket{le=\"+Inf\"}"));
        assertTrue(after.values().get("udsecho_probe_seconds_sum") > 0);
        assertEquals(0, after.accepted());
        assertEquals(0, after.received());
        assertEquals(0, after.sent());
        assertEquals(0, after.rejected("limit") + after.rejected("access"));
        after.assertNothingIsOpen();
    }

    @Test
    void testDeletedFile_isOneLoss_andNotPublishedUntilItHeals() throws Exception {
        assertEquals(1, scrape().value("socket_published"));
        assertEquals(0, scrape().value("socket_lost_total"));
        Files.delete(socket);
        assertEquals(0, scrape().value("socket_published"));
        await().until(() -> scrape().value("socket_published") == 1);
        assertArrayEquals(PING, Client.exchange(socket, PING));
        Scrape after = Scrape.awaitClosed(server, "client", 1);
        assertEquals(1, after.value("socket_lost_total"));
        assertEquals(PING.length, after.sent());
    }
}
