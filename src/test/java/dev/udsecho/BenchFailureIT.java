package dev.udsecho;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.udsecho.testing.BenchCommands;
import dev.udsecho.testing.ClientRun;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.CountingEcho;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.PlainServer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the packaged program's bench against servers that are not udsecho, for each exit status. */
class BenchFailureIT {
    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    private void assertFails(int status, String cause, String... options) throws Exception {
        ClientRun run = BenchCommands.run(socket, options);
        assertEquals(status, run.status(), run::toString);
        assertTrue(run.problems().contains("udsecho bench: " + socket + " (" + cause + "): "), run::problems);
    }

    @Test
    void testAlteredByte_isDetectedIfCompared() throws Exception {
        AtomicLong reads = new AtomicLong();
        new CountingEcho(socket, read -> {
            if (reads.incrementAndGet() == 20) {
                read.put(3, (byte) ~read.get(3));
            }
        });
        ClientRun run = BenchCommands.run(socket, "--duration=300ms", "--verify", "--json");
        assertEquals(74, run.status(), run::toString);
        assertEquals("altered", BenchCommands.json(run).path("cause").asText());
        assertEquals(74, BenchCommands.json(run).path("status").asInt());
        assertEquals(
                1,
                BenchCommands.json(run).path("errors_by_cause").path("altered").asInt());
        assertTrue(
                run.problems().contains("(altered): the answer differs from what was sent at offset 1219; "),
                run::problems);
    }

    @ParameterizedTest
    @CsvSource({"pingpong", "stream", "connect"})
    void testSlowAnswer_isLate(String mode) throws Exception {
        new PlainServer(socket, accepted -> {
            ByteBuffer read = ByteBuffer.allocate(100_000);
            while (accepted.read(read.clear()) >= 0) {
                for (int i = 0; i < read.position(); i++) {
                    TimeUnit.MILLISECONDS.sleep(50); // the test needs a slow answer
                    accepted.write(ByteBuffer.wrap(read.array(), i, 1));
                }
            }
        });
        ClientRun run = BenchCommands.run(socket, "--mode", mode, "--timeout=0.5s", "--duration=1s", "--json");
        assertEquals(75, run.status(), run::toString);
        assertEquals("mute", BenchCommands.json(run).path("cause").asText());
        assertTrue(run.problems().contains(" bytes came back within 500ms;"), run::problems);
    }

    @Test
    void testMoreThanWasSent_isReported() throws Exception {
        new PlainServer(socket, accepted -> {
            ByteBuffer buffer = ByteBuffer.allocate(65);
            accepted.read(buffer);
            accepted.write(buffer.clear());
        });
        assertFails(74, "altered", "--duration=0.2s");
        ClientRun run = BenchCommands.run(socket, "--duration=0.2s");
        assertTrue(run.problems().contains("more came back than the 64 bytes that were sent;"), run::problems);
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
        ClientRun run = BenchCommands.run(socket, "--duration=500ms", "--json");
        assertEquals(74, run.status(), run::toString);
        JsonNode figures = BenchCommands.json(run);
        assertEquals("truncated", figures.path("cause").asText());
        assertTrue(figures.path("errors").asInt() > 1, figures::toString);
        assertEquals(
                figures.path("errors").asInt(),
                figures.path("errors_by_cause").path("truncated").asInt());
        assertTrue(run.problems().contains(" failures)"), run::problems);
    }

    @Test
    void testMissingSocket_hasTheMessageOfSend() throws Exception {
        ClientRun bench = BenchCommands.run(socket, "--duration=5m");
        ClientRun send = ClientRun.of("send", "--socket", socket.toString(), "foo");
        assertEquals(new ClientRun(66, "", send.problems().replace("udsecho send", "udsecho bench")), bench);
    }

    @Test
    void testMissingSocket_asJson_hasNoFigures() throws Exception {
        ClientRun run = BenchCommands.run(socket, "--json");
        assertEquals(66, run.status());
        JsonNode figures = BenchCommands.json(run);
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
        Needs.root();
        Needs.tool("setpriv");
        Command.run("chmod", "0755", directory.toString());
        new CountingEcho(socket);
        Files.setAttribute(socket, "unix:mode", 0750);
        List<String> bob = List.of("setpriv", "--reuid=64002", "--regid=64002", "--clear-groups");
        ClientRun run = ClientRun.of(ClientRun.start(bob, BenchCommands.words(socket)));
        assertEquals(77, run.status(), run::toString);
        assertTrue(run.problems().startsWith("udsecho bench: " + socket + " (denied-file): "), run::problems);
    }

    @ParameterizedTest
    @CsvSource({"pingpong", "stream", "connect"})
    void testTooFewDescriptors(String mode) throws Exception {
        new CountingEcho(socket);
        List<String> limited = List.of("sh", "-c", "ulimit -n 100 && exec \"$@\"", "sh");
        ClientRun run = ClientRun.of(
                ClientRun.start(limited, BenchCommands.words(socket, "--connections=500", "--mode=" + mode)));
        assertEquals(71, run.status(), run::toString);
        assertTrue(
                run.problems()
                        .contains("udsecho bench: " + socket
                                + " (no-descriptors): this process is out of file descriptors"),
                run::problems);
    }
}
