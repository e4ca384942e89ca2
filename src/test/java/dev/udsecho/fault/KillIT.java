package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests a server that is killed at 100 random moments during and shortly after its start; the next start must succeed.
 */
class KillIT {
    private static final int KILLS = 50;
    private static final long SEED = Long.getLong("fault.seed", System.nanoTime());

    @TempDir
    Path directory;

    @TempDir
    Path temporary;

    private final Random random = new Random(SEED);
    private Path socket;
    private String story = "";

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    @ParameterizedTest(name = "under {0} clients")
    @ValueSource(ints = {0, 2})
    void testKilledAtRandomMoments_nextStartSucceeds(int clients) throws Exception {
        assertServesAndCleansUp();
        long start = assertServesAndCleansUp();
        try (Traffic traffic = new Traffic(socket, clients)) {
            for (int kill = 0; kill < KILLS; kill++) {
                long micros = random.nextLong(start * 5 / 4);
                story = String.format("-Dfault.seed=%d: kill %d, %d us after its start%n", SEED, kill, micros);
                removeSocketSometimes();
                killAfter(micros);
                assertOnlyLeftovers();
            }
            try (ServeProcess server = start().awaitStarted()) {
                await().until(() -> traffic.served() > 0 || clients == 0);
                assertEquals(0, server.terminate(), () -> story + server.output());
            }
            assertEquals(List.of(), List.copyOf(traffic.complaints()), story);
        }
        assertServesAndCleansUp();
    }

    private ServeProcess start() {
        return ServeProcess.startPlain(socket, "-Djava.io.tmpdir=" + temporary);
    }

    /** Ensures that some starts find the name free, while others replace what the last killed server left. */
    private void removeSocketSometimes() throws Exception {
        if (random.nextBoolean()) {
            Files.deleteIfExists(socket);
        }
    }

    private void killAfter(long micros) throws Exception {
        try (ServeProcess victim = start()) {
            TimeUnit.MICROSECONDS.sleep(micros); // the moment is what is tried
            assertFalse(victim.hasEnded(), () -> story + victim.output());
            victim.kill();
            assertEquals(List.of(), victim.complaints(), story);
        }
    }

    /** Asserts that only a dead socket, an unheld lock file and one staging directory are left by a killed server. */
    private void assertOnlyLeftovers() throws Exception {
        List<String> staged = Listing.of(directory).stream()
                .filter(name -> !List.of("echo.sock", "echo.sock.lock").contains(name))
                .toList();
        assertTrue(staged.stream().allMatch(name -> name.matches("echo\\.sock~[0-9a-z]{1,5}")), story + staged);
        assertTrue(staged.size() <= 1, story + staged);
        assertEquals(List.of(), Listing.of(temporary), story);
        if (Files.exists(socket)) {
            assertEquals(0140660, Files.getAttribute(socket, "unix:mode"), story);
        }
    }

    /** Returns the duration of the start in microseconds. */
    private long assertServesAndCleansUp() throws Exception {
        long begun = System.nanoTime();
        try (ServeProcess server = start().awaitStarted()) {
            long taken = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun);
            assertTrue(Client.isServed(socket), () -> story + server.output());
            assertEquals(List.of("echo.sock", "echo.sock.lock"), Listing.of(directory), story);
            assertEquals(0, server.terminate(), () -> story + server.output());
            assertEquals(List.of("echo.sock.lock"), Listing.of(directory), story);
            return taken;
        }
    }
}
