package dev.udsecho.metrics;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.ServeProcess;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that connections that the service closes or refuses are counted by their reason, with all their bytes. */
class MetricsCauseIT {
    private static final byte[] PING = {'p', 'i', 'n', 'g'};
    private static final Duration OFTEN = Duration.ofMillis(10);

    /** The last line of the log. */
    private static final Pattern ENDED =
            Pattern.compile("Ended \\(accepted 2, rejected 0, received (\\d+), sent (\\d+), dropped (\\d+), lost 0\\)");

    @TempDir
    Path directory;

    private Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    private ServeProcess serve(String key, String value) {
        return ServeProcess.startPlain(Map.of(
                        "ECHO_SOCKET_PATH",
                        socket.toString(),
                        "QUARKUS_LOG_CATEGORY__DEV_UDSECHO__LEVEL",
                        "DEBUG",
                        key,
                        value))
                .awaitStarted();
    }

    @Test
    void testIdleConnection_isCountedAsIdle_andNothingWasDropped() throws Exception {
        try (ServeProcess server = serve("ECHO_IDLE_TIMEOUT", "1s");
                SocketChannel idle = Client.connect(socket)) {
            assertArrayEquals(PING, Client.roundTrip(idle, PING));
            Scrape after = Scrape.awaitClosed(server, "idle", 1);
            assertEquals(1, after.closed());
            assertEquals(PING.length, after.received());
            assertEquals(0, after.dropped());
            after.assertNothingIsOpen();
        }
    }

    @Test
    void testClientThatReadsNothing_isCountedAsStall_andItsWaitingBytesAreDropped() throws Exception {
        try (ServeProcess server = serve("ECHO_STALL_TIMEOUT", "1s");
                DeafClient deaf = new DeafClient(socket)) {
            Scrape after = Scrape.awaitClosed(server, "stall", 1);
            assertEquals(1, after.closed());
            assertTrue(after.dropped() > 0);
            assertTrue(after.received() <= deaf.sent());
            after.assertNothingIsOpen();
        }
    }

    /** Keeps the process and its port up by a client that reads nothing, until after the other connection has ended. */
    @Test
    void testDrain_isCountedWhileItLasts_withAllItsBytes() throws Exception {
        try (ServeProcess server = serve("ECHO_DRAIN_TIMEOUT", "5s");
                SocketChannel open = Client.connect(socket);
                DeafClient deaf = new DeafClient(socket)) {
            assertArrayEquals(PING, Client.roundTrip(open, PING));
            Scrape before = Scrape.of(server);
            assertEquals(0, before.value("socket_draining"));
            server.beginTermination();
            await().pollInterval(OFTEN).until(() -> !Files.exists(socket));
            assertArrayEquals(PING, Client.roundTrip(open, PING));
            await().pollInterval(OFTEN).until(() -> Scrape.of(server).sent() == before.sent() + PING.length);
            Scrape during = Scrape.of(server);
            assertEquals(0, during.value("socket_published"));
            assertEquals(1, during.value("socket_draining"));
            assertEquals(0, during.value("socket_lost_total"));
            assertEquals(2, during.active());
            assertEquals(before.received() + PING.length, during.received());
            assertEquals(200, server.health("live"));
            assertEquals(0, server.awaitExit(), server::output);
            assertTrue(server.output().contains("cause drain)"), server::output); // the port closes too soon after that
            assertAllIsAccountedFor(server, during, deaf);
        }
    }

    private static void assertAllIsAccountedFor(ServeProcess server, Scrape during, DeafClient deaf) {
        Matcher ended = ENDED.matcher(server.output());
        assertTrue(ended.find(), server::output);
        long received = Long.parseLong(ended.group(1));
        assertTrue(received >= during.received() && received <= deaf.sent() + 2 * PING.length, server::output);
        assertEquals(during.sent(), Long.parseLong(ended.group(2)), server::output);
        assertEquals(received - during.sent(), Long.parseLong(ended.group(3)), server::output);
    }

    @Test
    void testConnectionsAboveTheLimit_areCountedAsRefusedByTheLimit() throws Exception {
        try (ServeProcess server = serve("ECHO_MAX_CONNECTIONS", "1");
                SocketChannel served = Client.connect(socket)) {
            assertArrayEquals(PING, Client.roundTrip(served, PING));
            refuse(3);
            assertEquals(503, server.health("ready")); // its probe is refused too, and is no client
            Scrape during = Scrape.of(server);
            assertEquals(1, during.value("connections_limit"));
            assertEquals(1, during.value("probe_failures_total"));
            assertEquals(3, during.rejected("limit"));
            assertEquals(0, during.rejected("access"));
            assertEquals(1, during.accepted());
            assertEquals(1, during.active());
            assertEquals(PING.length, during.received());
        }
    }

    @Test
    void testPeersThatAreNotListed_areCountedAsRefusedByAccess() throws Exception {
        int another = 1 + (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        try (ServeProcess server = serve("ECHO_ACCESS_UIDS", String.valueOf(another))) {
            refuse(5);
            assertEquals(200, server.health("ready"));
            Scrape after = Scrape.of(server);
            assertEquals(5, after.rejected("access"));
            assertEquals(0, after.rejected("limit"));
            assertEquals(0, after.accepted());
            assertEquals(0, after.received());
            after.assertNothingIsOpen();
        }
    }

    private void refuse(int many) throws Exception {
        for (int i = 0; i < many; i++) {
            try (SocketChannel refused = Client.connect(socket)) {
                assertArrayEquals(new byte[0], Client.readToEnd(refused));
            }
        }
    }
}
