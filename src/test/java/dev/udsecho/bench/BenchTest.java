package dev.udsecho.bench;

import static dev.udsecho.bench.Loads.LONG;
import static dev.udsecho.bench.Loads.SHORT;
import static dev.udsecho.bench.Loads.TIMEOUT;
import static dev.udsecho.bench.Loads.bench;
import static dev.udsecho.bench.Loads.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.bench.load.Load;
import dev.udsecho.testing.CountingEcho;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the load on small servers that echo correctly, but possibly slowly. */
class BenchTest extends SocketBenchTest {
    private static final long PAUSE_MILLIS = 300;

    private CountingEcho echo;

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
    void testRun_operations_matchTheServersCount(Load.Mode mode, int connections, int threads, int size)
            throws Exception {
        echo = new CountingEcho(socket, read -> {});
        EndpointStats figures = run(load(mode, connections, threads, size));
        assertEquals(0, figures.failures().total(), figures.failures().byCause()::toString);
        assertTrue(figures.operations() > 0);
        assertEquals(echo.echoed(), figures.bytes());
        assertEquals(figures.operations() * size, figures.bytes());
        assertTrue(mode == Load.Mode.STREAM || figures.times().getTotalCount() == figures.operations());
        assertTrue(figures.hasTimes());
    }

    /** A pause of the server delays all operations that were due in it, not only the one in flight when it began. */
    @Test
    void testRun_atARate_pauseCountsForAllDelayedOperations() throws Exception {
        AtomicLong reads = new AtomicLong();
        echo = new CountingEcho(socket, read -> {
            if (reads.incrementAndGet() == 100) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS); // the pause under test
            }
        });
        EndpointStats figures = run(new Load(
                Load.Mode.PINGPONG, 1, 1, 64, Optional.of(1000L), Duration.ofSeconds(1), Duration.ZERO, TIMEOUT, true));
        long third = TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS / 3);
        long delayed = figures.times().getCountBetweenValues(third, TimeUnit.HOURS.toNanos(1));
        assertTrue(delayed >= 100, () -> delayed + " were delayed");
        assertTrue(figures.percentileMicros(99) >= TimeUnit.NANOSECONDS.toMicros(third));
    }

    @Test
    void testRun_rateTooHigh_countsUnansweredOperations() throws Exception {
        echo = new CountingEcho(socket, read -> TimeUnit.MILLISECONDS.sleep(2)); // a slow server
        Load load = new Load(Load.Mode.PINGPONG, 1, 1, 64, Optional.of(10_000L), SHORT, Duration.ZERO, TIMEOUT, false);
        EndpointStats figures = run(load);
        assertEquals(5000, figures.operations() + figures.unanswered().orElseThrow());
        assertTrue(figures.unanswered().orElseThrow() > 0);
        BottleneckAnalysis analysis = new BottleneckAnalysis(load, figures);
        assertFalse(analysis.isGeneratorBound(), () -> "busy " + figures.busy());
        // Other work on the machine may take the processors, which is another sentence (BottleneckAnalysisTest).
        assertTrue(
                analysis.notes().stream()
                        .anyMatch(note ->
                                note.matches("\\d+ of the 10000 operations/s asked for were done: (all connections"
                                        + " were waiting for the server, which was too slow for more|load and server had too few"
                                        + " processors for more)")),
                () -> analysis.notes().toString());
    }

    @Test
    void testRun_slowServer_isNotGeneratorBound() throws Exception {
        echo = new CountingEcho(socket, read -> TimeUnit.MILLISECONDS.sleep(1)); // a slow server
        Load load = load(Load.Mode.PINGPONG, 4, 1, 64);
        assertFalse(new BottleneckAnalysis(load, run(load)).isGeneratorBound());
    }

    @Test
    void testInterrupt_keepsWhatWasMeasured() throws Exception {
        CountDownLatch busy = new CountDownLatch(100);
        echo = new CountingEcho(socket, read -> busy.countDown());
        Bench bench = bench(
                socket, new Load(Load.Mode.PINGPONG, 3, 1, 64, Optional.empty(), LONG, Duration.ZERO, TIMEOUT, true));
        Thread interrupter = new Thread(() -> {
            try {
                busy.await();
                bench.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        interrupter.start();
        EndpointStats figures = bench.run().get(0);
        assertTrue(bench.isInterrupted());
        assertTrue(figures.operations() >= 100);
        assertEquals(echo.echoed(), figures.bytes());
        assertEquals(0, figures.failures().total());
    }
}
