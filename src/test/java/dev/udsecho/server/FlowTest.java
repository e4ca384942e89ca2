package dev.udsecho.server;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.server.connection.CloseReason;
import dev.udsecho.server.connection.ConnectionCounters;
import dev.udsecho.server.connection.ConnectionSnapshot;
import dev.udsecho.server.connection.EchoConnection;
import dev.udsecho.server.netty.AdaptiveReadSize;
import dev.udsecho.testing.Client;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests backpressure, the write queue and the end of connections on real sockets. */
class FlowTest extends ServiceTest {
    private static final byte[] ONE = {1};
    private static final Duration STALL = Duration.ofSeconds(2);

    /** The number of bytes, more than the kernel holds for one connection in either direction. */
    private static final int LOTS = 3_000_000;

    /** The number of bytes that a slow reader takes at a time. */
    private static final int STEP = 10_000;

    @Override
    Class<?> logged() {
        return EchoConnection.class;
    }

    private static ConnectionSnapshot only(TestService service) {
        List<ConnectionSnapshot> open = service.listeners.busiest(10);
        assertEquals(1, open.size());
        return open.get(0);
    }

    private static void tick(TestService service) {
        service.ticker.tick("connections");
        service.listeners.busiest(1);
    }

    /** Writes until neither the kernel nor the service takes more, and returns the number of bytes. */
    private static int fill(SocketChannel client, TestService service) throws Exception {
        client.configureBlocking(false);
        int written = 0;
        int quiet = 0;
        ByteBuffer bytes = ByteBuffer.wrap(Client.randomBytes(LOTS));
        while (quiet < 3) {
            int more = client.write(bytes);
            quiet = more == 0 && only(service).waiting() > 0 ? quiet + 1 : 0;
            written += more;
        }
        client.configureBlocking(true);
        return written;
    }

    private static void awaitClosed(TestService service, CloseReason cause) {
        await().atMost(1, TimeUnit.MINUTES)
                .until(() -> service.connections.counts().closed(cause) == 1);
    }

    @Test
    void testPeerThatDoesNotRead_pausesReading_andGetsEverythingOnceItReads() throws Exception {
        TestService service = started();
        try (SocketChannel client = Client.connect(socket)) {
            int written = fill(client, service);
            ConnectionSnapshot stuck = only(service);
            assertTrue(
                    stuck.waiting() > 0
                            && stuck.waiting() <= AdaptiveReadSize.MAX_FROM_READERS + 2 * AdaptiveReadSize.TINY,
                    stuck::toString);
            assertEquals(stuck.received(), stuck.sent() + stuck.waiting());
            byte[] expected = Arrays.copyOf(Client.randomBytes(LOTS), written);
            client.shutdownOutput();
            assertArrayEquals(expected, Client.readToEnd(client));
            awaitClosed(service, CloseReason.CLIENT);
            ConnectionCounters counts = service.connections.counts();
            assertEquals(written, counts.received());
            assertEquals(written, counts.sent());
            assertEquals(0, counts.dropped());
        }
    }

    @Test
    void testTick_writesWhatTheKernelHasRoomFor_beforeItReportsTheSocketAsWritable() throws Exception {
        TestService service = started();
        try (SocketChannel client = Client.connect(socket)) {
            fill(client, service);
            long unread = only(service).sent();
            boolean written = false;
            for (int read = 0; !written && read < unread - STEP; read += STEP) {
                Client.read(client, STEP);
                long waiting = only(service).waiting();
                tick(service);
                written = only(service).waiting() < waiting;
            }
            assertTrue(written);
        }
    }

    /** Holds the event loop in one answer until more bytes have arrived than one read takes. */
    @Test
    void testReads_areTwiceAsLarge_onceThePeerHasTakenHalfAMegabyte() throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        List<Integer> reads = new CopyOnWriteArrayList<>();
        TestService service = service(Map.of(), read -> {
            reads.add(read.length());
            if (read.length() == 1) {
                answering.countDown();
                assertDoesNotThrow(() -> sent.await(1, TimeUnit.MINUTES));
            }
            return read;
        });
        service.start();
        try (SocketChannel client = Client.connect(socket)) {
            for (int i = 0; i < 8; i++) {
                Client.roundTrip(client, new byte[AdaptiveReadSize.MAX]);
            }
            assertTrue(reads.stream().allMatch(read -> read <= AdaptiveReadSize.MAX), reads::toString);
            client.write(ByteBuffer.wrap(ONE));
            assertTrue(answering.await(1, TimeUnit.MINUTES));
            client.configureBlocking(false);
            int written = client.write(ByteBuffer.allocate(AdaptiveReadSize.MAX_FROM_READERS));
            sent.countDown();
            client.configureBlocking(true);
            assertEquals(1 + written, Client.read(client, 1 + written).length);
            assertTrue(reads.contains(written), reads::toString);
            assertTrue(written > AdaptiveReadSize.MAX);
        }
    }

    @Test
    void testStalledPeer_isClosed_atTheTimeoutExactly_andItsBytesAreDropped() throws Exception {
        TestService service = service(Map.of("echo.stall-timeout", "2s")).start();
        try (SocketChannel client = Client.connect(socket)) {
            fill(client, service);
            tick(service);
            long waiting = only(service).waiting();
            for (int quarter = 1; quarter < 4; quarter++) {
                service.ticker.advance(STALL.dividedBy(4));
                tick(service);
            }
            service.ticker.advance(STALL.dividedBy(4).minusNanos(1));
            tick(service);
            assertEquals(1, service.connections.counts().active());
            service.ticker.advance(Duration.ofNanos(1));
            tick(service);
            awaitClosed(service, CloseReason.STALL);
            assertEquals(waiting, service.connections.counts().dropped());
            assertEquals(
                    List.of("WARN Closed a connection whose peer took none of " + waiting
                            + " bytes for 2s (echo.stall-timeout)"),
                    captured.take());
        }
    }

    @Test
    void testIdlePeer_isClosed_atTheTimeoutExactly_unlessAByteIsTransferred() throws Exception {
        TestService service = service(Map.of("echo.idle-timeout", "400ms")).start();
        assertTrue(service.ticker.tasks().contains("connections every PT0.1S"), service.ticker.tasks()::toString);
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, ONE);
            tick(service);
            service.ticker.advance(Duration.ofMillis(200));
            tick(service);
            Client.roundTrip(client, ONE);
            service.ticker.advance(Duration.ofMillis(200));
            tick(service);
            service.ticker.advance(Duration.ofMillis(200));
            tick(service);
            service.ticker.advance(Duration.ofMillis(200).minusNanos(1));
            tick(service);
            assertEquals(1, service.connections.counts().active());
            service.ticker.advance(Duration.ofNanos(1));
            tick(service);
            awaitClosed(service, CloseReason.IDLE);
            assertEquals(0, Client.readToEnd(client).length);
        }
    }

    @Test
    void testPeriod_isAQuarterOfTheShorterTimeout_between20MillisecondsAndASecond() throws Exception {
        assertEquals("connections every PT1S", period("0s", "0s"));
        assertEquals("connections every PT1S", period("0s", "30s"));
        assertEquals("connections every PT0.5S", period("4s", "2s"));
        assertEquals("connections every PT0.25S", period("1s", "0s"));
        assertEquals("connections every PT0.02S", period("4s", "40ms"));
    }

    private String period(String idle, String stall) throws Exception {
        try (TestService service = new TestService(
                vertx,
                directory.resolve("period.sock"),
                Map.of("echo.idle-timeout", idle, "echo.stall-timeout", stall))) {
            service.start();
            return service.ticker.tasks().get(0);
        }
    }

    @Test
    void testPeerThatCloses_whileBytesWait_isClosedByTheClient_withTheRestDropped() throws Exception {
        TestService service = started();
        SocketChannel client = Client.connect(socket);
        fill(client, service);
        client.close();
        awaitClosed(service, CloseReason.CLIENT);
        ConnectionCounters counts = service.connections.counts();
        assertTrue(counts.dropped() > 0);
        assertEquals(counts.received(), counts.sent() + counts.dropped());
    }

    @Test
    void testPeerThatHasShutDown_andReadsLate_getsEverything_inSpiteOfTicks() throws Exception {
        TestService service = started();
        try (SocketChannel client = Client.connect(socket)) {
            int written = fill(client, service);
            client.shutdownOutput();
            tick(service);
            assertEquals(written, Client.readToEnd(client).length);
            awaitClosed(service, CloseReason.CLIENT);
        }
    }

    @Test
    void testAge_isMeasuredByTheClock() throws Exception {
        TestService service = started();
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, ONE);
            service.ticker.advance(Duration.ofSeconds(7));
            assertEquals(Duration.ofSeconds(7), only(service).age());
            assertEquals(1, only(service).received());
            assertEquals(1, only(service).sent());
            assertEquals(
                    ProcessHandle.current().pid(),
                    only(service).peer().orElseThrow().pid());
        }
    }
}
