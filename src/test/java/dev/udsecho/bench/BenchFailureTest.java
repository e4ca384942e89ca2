package dev.udsecho.bench;

import static dev.udsecho.bench.Loads.LONG;
import static dev.udsecho.bench.Loads.SHORT;
import static dev.udsecho.bench.Loads.TIMEOUT;
import static dev.udsecho.bench.Loads.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.bench.load.Load;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.testing.PlainServer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the load on servers that close connections, do not answer, or do not exist. */
class BenchFailureTest extends SocketBenchTest {

    @ParameterizedTest
    @CsvSource({"PINGPONG", "STREAM", "CONNECT"})
    void testRun_connectionsThatEndAtOnce_endTheRun(Load.Mode mode) throws Exception {
        new PlainServer(socket, accepted -> {});
        EndpointStats figures = run(new Load(mode, 3, 1, 64, Optional.empty(), LONG, Duration.ZERO, TIMEOUT, false));
        assertEquals(Cause.CLOSED, figures.failures().first().orElseThrow().cause());
        assertEquals(0, figures.operations());
    }

    @Test
    void testRun_connectionThatEndsMidway_isCountedAndReopened() throws Exception {
        new PlainServer(socket, accepted -> {
            ByteBuffer buffer = ByteBuffer.allocate(64);
            for (int i = 0; i < 10; i++) {
                accepted.read(buffer.clear());
                accepted.write(buffer.flip());
            }
            accepted.read(buffer.clear());
            accepted.write(buffer.flip().limit(5));
        });
        EndpointStats figures = run(load(Load.Mode.PINGPONG, 1, 1, 64));
        assertEquals(Cause.TRUNCATED, figures.failures().first().orElseThrow().cause());
        assertTrue(figures.operations() >= 20, "it goes on");
        assertEquals(0, figures.operations() % 10);
    }

    @Test
    void testRun_noAnswer_endsWithTheTimeout() throws Exception {
        new PlainServer(socket, accepted -> Thread.currentThread().join());
        EndpointStats figures = run(impatient(Load.Mode.PINGPONG, 2, LONG));
        assertEquals(Cause.MUTE, figures.failures().first().orElseThrow().cause());
    }

    @Test
    void testRun_noAnswerInAShortRun_isAFailure() throws Exception {
        new PlainServer(socket, accepted -> Thread.currentThread().join());
        EndpointStats figures = run(impatient(Load.Mode.STREAM, 2, Duration.ofMillis(50)));
        assertEquals(Cause.MUTE, figures.failures().first().orElseThrow().cause());
    }

    /** A byte missing at the end of a stream can only be detected after the load has ended. */
    @ParameterizedTest
    @CsvSource({"PINGPONG", "STREAM", "CONNECT"})
    void testRun_missingLastByte_isAFailure(Load.Mode mode) throws Exception {
        new PlainServer(socket, accepted -> {
            ByteBuffer buffer = ByteBuffer.allocate(10_000);
            accepted.read(buffer);
            accepted.write(buffer.flip().limit(buffer.limit() - 1));
            while (accepted.read(buffer.clear()) >= 0) {
                accepted.write(buffer.flip());
            }
        });
        EndpointStats figures =
                run(new Load(mode, 2, 1, 64, Optional.empty(), SHORT, Duration.ZERO, Duration.ofMillis(400), false));
        assertEquals(Cause.MUTE, figures.failures().first().orElseThrow().cause());
    }

    @Test
    void testRun_fullBacklog_endsWithTheTimeout() throws Exception {
        try (ServerSocketChannel stuck = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stuck.bind(UnixDomainSocketAddress.of(socket), 1);
            EndpointStats figures = run(impatient(Load.Mode.PINGPONG, 5, LONG));
            assertEquals(
                    Cause.BACKLOG_FULL, figures.failures().first().orElseThrow().cause());
        }
    }

    @Test
    void testRun_nothingThere_endsAtOnce() throws Exception {
        EndpointStats figures = run(
                new Load(Load.Mode.CONNECT, 100, 1, 64, Optional.empty(), LONG, Duration.ZERO, Duration.ZERO, false));
        assertEquals(Cause.NO_FILE, figures.failures().first().orElseThrow().cause());
    }

    /** Returns a load of small messages that waits for a tenth of a second for each connect and answer. */
    private static Load impatient(Load.Mode mode, int connections, Duration duration) {
        return new Load(
                mode, connections, 1, 64, Optional.empty(), duration, Duration.ZERO, Duration.ofMillis(100), false);
    }
}
