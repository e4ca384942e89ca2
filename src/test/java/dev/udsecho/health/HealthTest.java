package dev.udsecho.health;

import static io.restassured.RestAssured.get;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.server.EchoListeners;
import dev.udsecho.server.connection.ConnectionCounters;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Conditions;
import dev.udsecho.testing.TempSocket;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TempSocket.class)
class HealthTest {
    private static final int UP = 200;
    private static final int DOWN = 503;

    @Inject
    EchoConfig config;

    @Inject
    EchoListeners listeners;

    @Inject
    CachedProbe roundTrips;

    @Inject
    Connections connections;

    @Inject
    HealthData facts;

    private Path socket;

    @BeforeEach
    void awaitReady() {
        socket = config.socket().path().file();
        awaitReadiness(UP);
    }

    @Test
    void testReady_hasPathInodeModeAndRoundTrip() throws Exception {
        get("/q/health/ready")
                .then()
                .statusCode(UP)
                .body("checks.data.path", hasItem(socket.toString()))
                .body("checks.data.mode", hasItem("0660"))
                .body("checks.data.inode", hasItem(((Number) Files.getAttribute(socket, "unix:ino")).intValue()))
                .body("checks.find { it.name == 'socket-ready' }.data.roundTripMicros", greaterThan(0));
    }

    @Test
    void testDeletedFile_isNotReadyThenHealsWhileConnectionsStayOpen() throws Exception {
        try (SocketChannel open = Client.connect(socket)) {
            assertArrayEquals(new byte[] {1}, Client.roundTrip(open, new byte[] {1}));
            Files.delete(socket);
            get("/q/health/ready").then().statusCode(DOWN).body("checks.data.found", hasItem("nothing"));
            awaitWithLimit().until(() -> Client.isServed(socket));
            awaitReadiness(UP);
            assertArrayEquals(new byte[] {2}, Client.roundTrip(open, new byte[] {2}));
        }
    }

    @Test
    void testDeletedFileAndLock_pathIsClaimedAgain() throws Exception {
        Files.delete(socket);
        Files.delete(Path.of(socket + ".lock"));
        awaitWithLimit().until(() -> Client.isServed(socket));
        assertEquals(0100220, Files.getAttribute(Path.of(socket + ".lock"), "unix:mode"));
    }

    @Test
    void testForeignFile_isNotReadyAndIsKept_untilItIsRemoved() throws Exception {
        Files.delete(socket);
        Path own = Files.writeString(Files.createTempFile(socket.getParent(), "own", ""), "precious");
        Object inode = Files.getAttribute(own, "unix:ino");
        Files.move(own, socket);
        awaitChecks(DOWN);
        get("/q/health/ready").then().body("checks.data.found", hasItem("a regular file"));
        get("/q/health/live").then().statusCode(UP);
        assertEquals("precious", Files.readString(socket));
        assertEquals(inode, Files.getAttribute(socket, "unix:ino"));
        Files.delete(socket);
        awaitReadiness(UP);
    }

    @Test
    void testStolenPath_isNotReadyWhileAnotherListens_andIsKeptEvenWhenStale() throws Exception {
        Path thief = socket.resolveSibling("thief.sock");
        Object inode;
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(thief));
            inode = Files.getAttribute(thief, "unix:ino");
            Files.move(thief, socket, StandardCopyOption.ATOMIC_MOVE);
            awaitChecks(DOWN);
            assertEquals(inode, Files.getAttribute(socket, "unix:ino"));
        }
        awaitChecks(DOWN);
        assertEquals(inode, Files.getAttribute(socket, "unix:ino"));
        Files.delete(socket);
        awaitReadiness(UP);
    }

    @Test
    void testStuckServer_isNotReadyUntilItAnswersAgain_andLateProbesAreNotCountedAsClients() throws Exception {
        ConnectionCounters counts = connections.counts();
        List<Long> before = List.of(counts.accepted(), counts.received(), counts.dropped());
        SocketReadiness readiness = new SocketReadiness(roundTrips, facts);
        assertEquals(Status.UP, readiness.call().getStatus());
        CountDownLatch stuck = new CountDownLatch(1);
        listeners.eventLoops().forEach(loop -> loop.runOnContext(turn -> awaitQuietly(stuck)));
        try {
            awaitWithLimit().until(() -> readiness.call().getStatus() == Status.DOWN);
            assertTrue(readiness
                    .call()
                    .getData()
                    .orElseThrow()
                    .get("problem")
                    .toString()
                    .contains("(mute)"));
        } finally {
            stuck.countDown();
        }
        awaitWithLimit().until(() -> readiness.call().getStatus() == Status.UP);
        assertEquals(before, List.of(counts.accepted(), counts.received(), counts.dropped()));
    }

    @Test
    void testStuckEventLoop_isNotLive() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        listeners.eventLoops().get(0).runOnContext(turn -> awaitQuietly(stuck));
        try {
            assertEquals(
                    "DOWN",
                    new SocketLiveness(listeners, facts).call().getStatus().name());
        } finally {
            stuck.countDown();
        }
        awaitWithLimit().until(() -> get("/q/health/live").statusCode() == UP);
    }

    @Test
    void testStarted_onceThePathWasPublished() {
        get("/q/health/started").then().statusCode(UP).body("checks.name", hasItem(equalTo("socket-published")));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for this status long enough for two checks of the name, which are a second apart. */
    private static void awaitChecks(int status) {
        awaitWithLimit()
                .during(Duration.ofMillis(2500))
                .until(() -> get("/q/health/ready").statusCode() == status);
    }

    private static void awaitReadiness(int status) {
        awaitWithLimit().until(() -> get("/q/health/ready").statusCode() == status);
    }

    /** Returns a wait with a limit: Quarkus loads the test again, and with it an Awaitility that has no limit set. */
    private static ConditionFactory awaitWithLimit() {
        return await().atMost(Conditions.LIMIT);
    }
}
