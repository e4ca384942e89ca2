package dev.udsecho.client.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.socket.SocketPath;
import dev.udsecho.testing.PlainServer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The load on servers of a few lines: those that do what they should, and the others. */
class BenchTest {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 300;

    @TempDir
    Path directory;

    private final AtomicLong echoed = new AtomicLong();
    private Path socket;
    private PlainServer server;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    @AfterEach
    void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private void serve(PlainServer.Treatment treatment) throws Exception {
        server = new PlainServer(socket, treatment);
    }

    /** What happens to the bytes of a read before they go back. */
    private interface Change {
        void apply(ByteBuffer read) throws Exception;
    }

    private void serveChanged(Change change) throws Exception {
        serve(accepted -> echo(accepted, change));
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

    private static Load load(Mode mode, int connections, int threads, int size) {
        return new Load(mode, connections, threads, size, OptionalLong.empty(), SHORT, Duration.ZERO, TIMEOUT, true);
    }

    private Figures run(Load load) throws Exception {
        return bench(load).run().get(0);
    }

    private Bench bench(Load load) {
        return new Bench(load, List.of(UnixEndpoint.at(new SocketPath(socket))), progress -> {});
    }

    @ParameterizedTest
    @CsvSource({
        "PINGPONG, 1, 1, 64",
        "PINGPONG, 7, 2, 1",
        "PINGPONG, 2, 1, 16777216",
        "STREAM, 1, 1, 64",
        "STREAM, 5, 2, 262144",
        "STREAM, 2, 1, 16777216",
        "CONNECT, 1, 1, 64",
        "CONNECT, 9, 3, 300000"
    })
    void testRun_everyOperationIsWhatTheServerEchoed(Mode mode, int connections, int threads, int size)
            throws Exception {
        serveChanged(read -> {});
        Figures figures = run(load(mode, connections, threads, size));
        assertEquals(0, figures.failures().total(), figures.failures().byCause()::toString);
        assertTrue(figures.operations() > 0);
        assertEquals(echoed.get(), figures.bytes());
        assertEquals(figures.operations() * size, figures.bytes());
        assertTrue(mode == Mode.STREAM || figures.times().getTotalCount() == figures.operations());
        assertTrue(figures.hasTimes());
    }

    /** A pause of the server delays all operations that were due in it, and not just the one that met it. */
    @Test
    void testRun_atARate_aPauseShowsInAllThatItDelayed() throws Exception {
        AtomicLong reads = new AtomicLong();
        serveChanged(read -> {
            if (reads.incrementAndGet() == 100) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS); // the pause is what is tried
            }
        });
        Figures figures = run(new Load(
                Mode.PINGPONG, 1, 1, 64, OptionalLong.of(1000), Duration.ofSeconds(1), Duration.ZERO, TIMEOUT, true));
        long third = TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS / 3);
        long delayed = figures.times().getCountBetweenValues(third, TimeUnit.HOURS.toNanos(1));
        assertTrue(delayed >= 100, () -> delayed + " were delayed");
        assertTrue(figures.percentileMicros(99) >= TimeUnit.NANOSECONDS.toMicros(third));
    }

    @Test
    void testRun_atARateThatIsTooHigh_countsWhatWasDueAndNotDone() throws Exception {
        serveChanged(read -> TimeUnit.MILLISECONDS.sleep(2)); // a slow server
        Load load = new Load(Mode.PINGPONG, 1, 1, 64, OptionalLong.of(10_000), SHORT, Duration.ZERO, TIMEOUT, false);
        Figures figures = run(load);
        assertEquals(5000, figures.operations() + figures.unanswered().getAsLong());
        assertTrue(figures.unanswered().getAsLong() > 0);
        Verdict verdict = new Verdict(load, figures);
        assertFalse(verdict.isGeneratorsOwn(), () -> "busy " + figures.busy());
        assertTrue(verdict.notes().stream().anyMatch(note -> note.endsWith("which was too slow for more")));
    }

    @Test
    void testRun_slowServer_isNotTheGeneratorsFault() throws Exception {
        serveChanged(read -> TimeUnit.MILLISECONDS.sleep(1)); // a slow server
        Load load = load(Mode.PINGPONG, 4, 1, 64);
        assertFalse(new Verdict(load, run(load)).isGeneratorsOwn());
    }

    @Test
    void testRun_alteredByte_isFoundIfCompared() throws Exception {
        AtomicLong reads = new AtomicLong();
        serveChanged(read -> {
            if (reads.incrementAndGet() == 50) {
                read.put(13, (byte) ~read.get(13));
            }
        });
        Figures figures = run(load(Mode.PINGPONG, 1, 1, 64));
        assertEquals(Cause.ALTERED, figures.failures().first().orElseThrow().cause());
        assertTrue(figures.failures().first().orElseThrow().words().contains("at offset " + (49 * 64 + 13)));
        assertEquals(1, figures.failures().total());
        assertTrue(figures.operations() > 50, "it goes on");
    }

    @Test
    void testRun_alteredByte_isNotLookedForElse() throws Exception {
        serveChanged(read -> read.put(0, (byte) ~read.get(0)));
        Figures figures =
                run(new Load(Mode.PINGPONG, 1, 1, 64, OptionalLong.empty(), SHORT, Duration.ZERO, TIMEOUT, false));
        assertEquals(0, figures.failures().total());
        assertTrue(figures.operations() > 0);
    }

    @Test
    void testRun_bytesThatNobodySent_areFoundInAnyCase() throws Exception {
        serve(accepted -> {
            accepted.read(ByteBuffer.allocate(100));
            accepted.write(ByteBuffer.allocate(65));
            accepted.read(ByteBuffer.allocate(100));
        });
        Figures figures =
                run(new Load(Mode.PINGPONG, 1, 1, 64, OptionalLong.empty(), SHORT, Duration.ZERO, TIMEOUT, false));
        assertEquals(Cause.ALTERED, figures.failures().first().orElseThrow().cause());
    }

    @Test
    void testRun_bytesOfAnotherConnection_areFound() throws Exception {
        ByteBuffer other = ByteBuffer.allocate(64);
        AtomicBoolean kept = new AtomicBoolean();
        serveChanged(read -> {
            synchronized (other) {
                if (!kept.getAndSet(true)) {
                    other.put(read.duplicate().limit(64)).flip();
                } else {
                    read.duplicate().put(other.duplicate());
                }
            }
        });
        assertEquals(
                Cause.ALTERED,
                run(load(Mode.PINGPONG, 2, 1, 64))
                        .failures()
                        .first()
                        .orElseThrow()
                        .cause());
    }

    @Test
    void testRun_anotherProtocol_isNamed() throws Exception {
        serve(accepted -> {
            accepted.read(ByteBuffer.allocate(100));
            accepted.write(ByteBuffer.wrap("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes()));
        });
        Figures figures = run(load(Mode.PINGPONG, 1, 1, 64));
        assertEquals(Cause.NOT_ECHO, figures.failures().first().orElseThrow().cause());
        assertEquals(0, figures.operations());
    }

    @ParameterizedTest
    @CsvSource({"PINGPONG", "STREAM", "CONNECT"})
    void testRun_connectionsThatEndAtOnce_endTheRun(Mode mode) throws Exception {
        serve(accepted -> {});
        Figures figures = run(
                new Load(mode, 3, 1, 64, OptionalLong.empty(), Duration.ofMinutes(5), Duration.ZERO, TIMEOUT, false));
        assertEquals(Cause.CLOSED, figures.failures().first().orElseThrow().cause());
        assertEquals(0, figures.operations());
    }

    @Test
    void testRun_connectionThatEndsMidway_isCountedAndOpenedAnew() throws Exception {
        serve(accepted -> {
            ByteBuffer buffer = ByteBuffer.allocate(64);
            for (int i = 0; i < 10; i++) {
                accepted.read(buffer.clear());
                accepted.write(buffer.flip());
            }
            accepted.read(buffer.clear());
            accepted.write(buffer.flip().limit(5));
        });
        Figures figures = run(load(Mode.PINGPONG, 1, 1, 64));
        assertEquals(Cause.TRUNCATED, figures.failures().first().orElseThrow().cause());
        assertTrue(figures.operations() >= 20, "it goes on");
        assertEquals(0, figures.operations() % 10);
    }

    @Test
    void testRun_noAnswer_endsWithTheTimeout() throws Exception {
        serve(accepted -> Thread.currentThread().join());
        Figures figures = run(new Load(
                Mode.PINGPONG,
                2,
                1,
                64,
                OptionalLong.empty(),
                Duration.ofMinutes(5),
                Duration.ZERO,
                Duration.ofMillis(100),
                false));
        assertEquals(Cause.MUTE, figures.failures().first().orElseThrow().cause());
    }

    @Test
    void testRun_noAnswerInAShortRun_isAFailureToo() throws Exception {
        serve(accepted -> Thread.currentThread().join());
        Figures figures = run(new Load(
                Mode.STREAM,
                2,
                1,
                64,
                OptionalLong.empty(),
                Duration.ofMillis(50),
                Duration.ZERO,
                Duration.ofMillis(100),
                false));
        assertEquals(Cause.MUTE, figures.failures().first().orElseThrow().cause());
    }

    @Test
    void testRun_fullBacklog_endsWithTheTimeout() throws Exception {
        try (ServerSocketChannel stuck = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stuck.bind(UnixDomainSocketAddress.of(socket), 1);
            Figures figures = run(new Load(
                    Mode.PINGPONG,
                    5,
                    1,
                    64,
                    OptionalLong.empty(),
                    Duration.ofMinutes(5),
                    Duration.ZERO,
                    Duration.ofMillis(100),
                    false));
            assertEquals(
                    Cause.BACKLOG_FULL, figures.failures().first().orElseThrow().cause());
        }
    }

    @Test
    void testRun_nothingThere_endsAtOnce() throws Exception {
        Figures figures = run(new Load(
                Mode.CONNECT,
                100,
                1,
                64,
                OptionalLong.empty(),
                Duration.ofMinutes(5),
                Duration.ZERO,
                Duration.ZERO,
                false));
        assertEquals(Cause.NO_FILE, figures.failures().first().orElseThrow().cause());
    }

    @Test
    void testInterrupt_endsWithWhatWasMeasured() throws Exception {
        CountDownLatch busy = new CountDownLatch(100);
        serveChanged(read -> busy.countDown());
        Bench bench = bench(new Load(
                Mode.PINGPONG, 3, 1, 64, OptionalLong.empty(), Duration.ofMinutes(5), Duration.ZERO, TIMEOUT, true));
        Thread interrupter = new Thread(() -> {
            try {
                busy.await();
                bench.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        interrupter.start();
        Figures figures = bench.run().get(0);
        assertTrue(bench.isInterrupted());
        assertTrue(figures.operations() >= 100);
        assertEquals(echoed.get(), figures.bytes());
        assertEquals(0, figures.failures().total());
    }
}
