package dev.udsecho.fault;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the packaged program with clients that perform any action, for -Dfuzz.seconds: each stream comes back byte by
 * byte, and the server keeps nothing of it. -Dfuzz.seed repeats a run.
 */
@Timeout(value = 1, unit = TimeUnit.DAYS) // as long as it is told to; each life is bounded by itself
class FuzzIT {
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /**
     * The image's memory limits, so that a leak exhausts them. For the measurement: full collections that leave no dead
     * objects and no soft references, and a constant number of compiler threads. Two event loops share the listener.
     */
    private static final String[] JVM_OPTIONS = {
        "-Decho.event-loops=2",
        "-XX:+UseSerialGC",
        "-Xmx48m",
        "-XX:MaxDirectMemorySize=64m",
        "-XX:MarkSweepAlwaysCompactCount=1",
        "-XX:SoftRefLRUPolicyMSPerMB=0",
        "-XX:-UseDynamicNumberOfCompilerThreads"
    };

    private static final Pattern COMPLAINT = Pattern.compile("ERROR|SEVERE|Exception|\tat ");

    private final long seed = Long.parseLong(System.getProperty("fuzz.seed", String.valueOf(System.nanoTime())));
    private final Duration time = Duration.ofSeconds(Long.parseLong(System.getProperty("fuzz.seconds", "30")));

    @TempDir
    Path directory;

    @Test
    void testRandomLives_areAnsweredByteByByteAndLeaveNothingBehind() throws Exception {
        Path socket = directory.resolve("echo.sock");
        try (ServeProcess server = ServeProcess.start(socket, JVM_OPTIONS).awaitStarted();
                FuzzClients clients = new FuzzClients(seed, socket, PATIENCE)) {
            try {
                runLives(clients, server);
                assertTrue(Client.isServed(socket));
                assertEquals(0, server.terminate());
                assertFalse(COMPLAINT.matcher(server.output()).find());
            } catch (AssertionError | ConditionTimeoutException e) {
                e.addSuppressed(
                        new AssertionError("-Dfuzz.seed=" + seed + ", and the server said: " + server.output()));
                throw e;
            }
        }
    }

    private void runLives(FuzzClients clients, ServeProcess server) throws Exception {
        ServerFootprint idle = ServerFootprint.of(server.pid());
        clients.runLives(WARM_UP);
        ServerFootprint warm =
                awaitFootprint(server, now -> assertTrue(now.sockets() <= idle.sockets(), now::toString));
        Tally lived = clients.runLives(time);
        ServerFootprint end = awaitFootprint(server, now -> now.requireNoMoreThan(warm));
        System.out.printf(
                "fuzz.seed=%d: %s; %,d lives, %,d bytes; after warm-up %s; at the end %s%n",
                seed, time, lived.lives(), lived.bytes(), warm, end);
    }

    /** Measures the footprint until it meets the requirement: the server removes a closed connection a moment later. */
    private static ServerFootprint awaitFootprint(ServeProcess server, Consumer<ServerFootprint> requirement) {
        AtomicReference<ServerFootprint> footprint = new AtomicReference<>();
        await().pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            footprint.set(ServerFootprint.of(server.pid()));
            requirement.accept(footprint.get());
        });
        return footprint.get();
    }
}
