package dev.udsecho.server;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.os.DescriptorLimit;
import dev.udsecho.os.Identity;
import dev.udsecho.server.connection.ConnectionCounters;
import dev.udsecho.server.connection.ConnectionSnapshot;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.server.connection.MemoryBudget;
import dev.udsecho.server.connection.RejectReason;
import dev.udsecho.server.connection.SendBuffers;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Processes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests which peers are admitted, how many connections, and which of them count as clients. */
class ConnectionsTest extends ServiceTest {
    private static final byte[] ONE = {1};

    /** A uid of no user that runs tests. */
    private static final String UNLISTED = "4294967293";

    @Override
    Class<?> logged() {
        return Connections.class;
    }

    /** Asserts that a connection is refused, and returns when the event loop has handled it. */
    private void assertRefused(TestService service) throws IOException {
        try (SocketChannel refused = Client.connect(socket)) {
            assertEquals(0, Client.readToEnd(refused).length);
        }
        service.listeners.busiest(1);
    }

    private static void awaitActive(TestService service, int active) {
        await().atMost(1, TimeUnit.MINUTES)
                .until(() -> service.connections.counts().active() == active);
    }

    @Test
    void testAdmit_upToTheLimit_andLogsTheRestOnceASecond() throws Exception {
        TestService service = service(Map.of("echo.max-connections", "2")).start();
        try (SocketChannel first = Client.connect(socket);
                SocketChannel second = Client.connect(socket)) {
            assertEquals(1, Client.roundTrip(first, ONE).length);
            assertEquals(1, Client.roundTrip(second, ONE).length);
            assertRefused(service);
            assertRefused(service);
            String line = "WARN Refused a connection: 2 are open, and more are not allowed (echo.max-connections)";
            assertEquals(List.of(line), captured.take());
            service.ticker.advance(Duration.ofSeconds(1));
            assertRefused(service);
            assertEquals(List.of(line + " (1 more were not shown)"), captured.take());
        }
        ConnectionCounters counts = service.connections.counts();
        assertEquals(3, counts.rejected(RejectReason.LIMIT));
        assertEquals(2, counts.accepted());
    }

    @Test
    void testAdmit_anotherConnection_whenOneHasClosed() throws Exception {
        TestService service = service(Map.of("echo.max-connections", "1")).start();
        for (int i = 0; i < 3; i++) {
            awaitActive(service, 0);
            try (SocketChannel only = Client.connect(socket)) {
                assertEquals(1, Client.roundTrip(only, ONE).length);
                assertEquals(1, service.connections.counts().active());
                assertRefused(service);
            }
        }
        assertEquals(3, service.connections.counts().rejected(RejectReason.LIMIT));
    }

    @Test
    void testAdmit_keepsNoDescriptorOfARefusedConnection() throws Exception {
        TestService service = service(Map.of("echo.max-connections", "1")).start();
        try (SocketChannel only = Client.connect(socket)) {
            Client.roundTrip(only, ONE);
            int before = DescriptorLimit.now().open();
            for (int i = 0; i < 100; i++) {
                assertRefused(service);
            }
            await().atMost(1, TimeUnit.MINUTES)
                    .until(() -> DescriptorLimit.now().open() < before + 50);
        }
    }

    /** The peer is this process, which is always served; the kernel is asked for the peer. */
    @Test
    void testAdmit_thisProcess_thoughItIsNotListed() throws Exception {
        TestService service = service(Map.of("echo.access.uids", UNLISTED)).start();
        assertTrue(Client.isServed(socket));
        assertEquals(0, service.connections.counts().rejected(RejectReason.ACCESS));
    }

    @Test
    @Tag("long")
    void testAdmit_aProcessThatIsNotListed_seesEndOfFile_andIsNamedInTheLog() throws Exception {
        TestService service = service(Map.of("echo.access.uids", UNLISTED)).start();
        Process stranger = Processes.start(new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Stranger.class.getName(),
                        socket.toString())
                .inheritIO());
        assertTrue(stranger.waitFor(5, TimeUnit.MINUTES));
        assertEquals(0, stranger.exitValue());
        Identity own = Identity.current();
        assertEquals(
                List.of("WARN Refused a peer that is not listed: uid " + own.uid() + ", gid " + own.gid() + ", pid "
                        + stranger.pid() + " (echo.access.uids, echo.access.gids)"),
                captured.take());
        assertEquals(1, service.connections.counts().rejected(RejectReason.ACCESS));
        assertEquals(0, service.connections.counts().accepted());
    }

    /** Another process: sends bytes, and exits with the number of bytes that it receives. */
    static final class Stranger {
        private Stranger() {}

        public static void main(String[] arguments) throws IOException {
            try (SocketChannel channel = Client.connect(Path.of(arguments[0]))) {
                sendAndForget(channel);
                System.exit(Client.readToEnd(channel).length);
            }
        }

        private static void sendAndForget(SocketChannel channel) {
            try {
                channel.write(ByteBuffer.allocate(10_000));
            } catch (IOException refusedAlready) {
                return;
            }
        }
    }

    @Test
    void testConnectToSelf_isNotCountedAsAClient() throws Exception {
        TestService service = started();
        assertEquals(0, service.connections.counts().accepted());
        assertEquals("done", service.connections.connectToSelf(() -> {
            try (SocketChannel own = Client.connect(socket)) {
                assertEquals(1, Client.roundTrip(own, ONE).length);
                assertEquals(List.of(), service.listeners.busiest(10));
                return "done";
            }
        }));
        assertEquals(0, service.connections.counts().accepted());
        assertEquals(0, service.connections.counts().received());
    }

    @Test
    void testConnectToSelf_thatFailed_mayArriveForAMinute() throws Exception {
        TestService service = started();
        assertThrows(
                IOException.class,
                () -> service.connections.connectToSelf(() -> {
                    throw new IOException("timed out");
                }));
        assertTrue(Client.isServed(socket));
        assertEquals(0, service.connections.counts().accepted());
        service.ticker.advance(Duration.ofMinutes(1));
        assertTrue(Client.isServed(socket));
        assertEquals(1, service.connections.counts().accepted());
    }

    @Test
    void testFitDescriptors_lowersTheLimit_withALine() {
        TestService service = service(Map.of("echo.max-connections", "1000000"));
        assertEquals(1_000_000, service.connections.limit().maximum());
        service.connections.limit().fitDescriptors();
        int limit = service.connections.limit().maximum();
        List<String> lines = captured.take();
        if (limit == 1_000_000) {
            assertEquals(List.of(), lines);
        } else {
            assertTrue(
                    lines.get(0).startsWith("WARN echo.max-connections=1000000 does not fit the limit of "),
                    lines::toString);
            assertTrue(lines.get(0).contains(": lowered to " + limit + ";"), lines::toString);
        }
    }

    @Test
    void testFitDescriptors_keepsALimitThatFits() {
        TestService service = service(Map.of("echo.max-connections", "1"));
        service.connections.limit().fitDescriptors();
        assertEquals(1, service.connections.limit().maximum());
        assertEquals(List.of(), captured.take());
    }

    /** Returns a budget whose share for waiting bytes is no bound, since that bound is global in the process. */
    private static MemoryBudget budgetFor(int connections) {
        return new MemoryBudget(1L << 40, connections * MemoryBudget.PER_CONNECTION, connections);
    }

    @Test
    void testApply_lowersTheLimit_withALine() {
        TestService service = service(Map.of("echo.max-connections", "10"));
        service.connections.limit().apply(budgetFor(5));
        assertEquals(5, service.connections.limit().maximum());
        assertEquals(
                List.of("WARN Connections are bounded to fit the container's memory: echo.max-connections was lowered"
                        + " (limit 1099511627776, left 58240, perConnection 11648, spare 0, maxConnections 5)"),
                captured.take());
    }

    @Test
    void testApply_boundsWhatTheKernelHoldsForAPeerThatDoesNotRead() throws Exception {
        TestService service = service(Map.of("echo.max-connections", "5"));
        service.connections.limit().apply(budgetFor(5));
        service.start();
        int length = 64 * 1024;
        try (SocketChannel deaf = Client.connect(socket)) {
            ConnectionCounters counts = service.connections.counts();
            deaf.write(ByteBuffer.allocate(length));
            await().atMost(1, TimeUnit.MINUTES).until(() -> counts.sent() > 0);
            service.listeners.busiest(1);
            assertTrue(counts.sent() <= SendBuffers.held(SendBuffers.SMALLEST), () -> counts.sent() + " bytes");
        }
    }

    @Test
    void testBusiest_areThoseWithTheMostBytes_upToTheLimit() throws Exception {
        TestService service = started();
        try (SocketChannel little = Client.connect(socket);
                SocketChannel most = Client.connect(socket);
                SocketChannel some = Client.connect(socket)) {
            Client.roundTrip(little, new byte[1]);
            Client.roundTrip(most, new byte[30]);
            Client.roundTrip(some, new byte[20]);
            assertEquals(
                    List.of(60L, 40L),
                    service.listeners.busiest(2).stream()
                            .map(ConnectionSnapshot::traffic)
                            .toList());
            assertEquals(3, service.listeners.busiest(9).size());
        }
    }
}
