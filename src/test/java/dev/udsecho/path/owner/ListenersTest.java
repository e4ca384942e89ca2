package dev.udsecho.path.owner;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Client;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Tests the drain: which connections it waits for, for what time, and which it closes. */
class ListenersTest extends OwnedServerTest {
    private static final byte[] ONE = {1};
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int QUIET_POLLS = 10;
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final int DRAIN_POLLS = 500;
    private static final int FLUSH_POLLS = 50;

    private static boolean drain(OwnedServer server) {
        return server.publication.drain(server.ticker.nanos() + DRAIN.toNanos());
    }

    private static void assertPolls(int polls, OwnedServer server) {
        assertEquals(Collections.nCopies(polls, POLL), server.ticker.pauses());
    }

    private static void awaitNone(OwnedServer server) {
        await().until(() -> server.connections() == 0);
    }

    @Test
    void testDrain_withoutConnections_waitsForTheQuietPeriod() throws Exception {
        OwnedServer server = started();
        assertTrue(drain(server));
        assertPolls(QUIET_POLLS, server);
        assertEquals(List.of(), server.events.take());
    }

    @Test
    void testDrain_waitsUntilTheLastConnectionCloses() throws Exception {
        OwnedServer server = started();
        SocketChannel client = Client.connect(socket);
        Client.roundTrip(client, ONE);
        atPause(server, 3, () -> {
            client.close();
            awaitNone(server);
        });
        assertTrue(drain(server));
        assertPolls(2 + QUIET_POLLS, server);
    }

    @Test
    void testDrain_waitsForTheConnectionsOfAListenerThatLostTheName() throws Exception {
        OwnedServer server = started();
        SocketChannel client = Client.connect(socket);
        Client.roundTrip(client, ONE);
        Files.delete(socket);
        server.publication.heal();
        server.awaitProof();
        atPause(server, 3, () -> {
            client.close();
            awaitNone(server);
        });
        assertTrue(drain(server));
        assertPolls(2 + QUIET_POLLS, server);
    }

    @Test
    void testDrain_clientInTheQuietPeriod_isServedAndThePeriodRestarts() throws Exception {
        OwnedServer server = started();
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        server.ticker.onPause(count -> {
            if (count == 5) {
                take(() -> {
                    client.connect(UnixDomainSocketAddress.of(socket));
                    assertEquals(1, Client.roundTrip(client, ONE).length);
                });
            } else if (count == 6) {
                take(client::close);
                awaitNone(server);
            }
        });
        assertTrue(drain(server));
        assertPolls(5 + QUIET_POLLS, server);
    }

    @Test
    void testDrain_atTheDeadline_finishesRemainingConnections() throws Exception {
        OwnedServer server = started();
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, ONE);
            server.ticker.onPause(count -> {
                if (count == DRAIN_POLLS + 1) {
                    awaitNone(server);
                }
            });
            assertFalse(drain(server));
            assertEquals(
                    Collections.nCopies(DRAIN_POLLS, POLL),
                    server.ticker.pauses().subList(0, DRAIN_POLLS));
            assertEquals(0, Client.readToEnd(client).length);
        }
        assertTrue(server.newest().isOpen());
    }

    @Test
    void testDrain_returnsAfterHalfASecond_ifAConnectionStaysOpen() throws Exception {
        OwnedServer server = started();
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        server.newest().onRead(() -> {
            stuck.countDown();
            awaitUninterrupted(over);
        });
        try (SocketChannel client = Client.connect(socket)) {
            client.write(ByteBuffer.wrap(ONE));
            stuck.await();
            assertFalse(drain(server));
            assertPolls(DRAIN_POLLS + FLUSH_POLLS, server);
            assertEquals(1, server.connections());
            server.publication.close();
            assertEquals(0, Client.readToEnd(client).length);
        } finally {
            over.countDown();
        }
        awaitNone(server);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void testDrain_afterItsDeadline_returnsAtOnce() throws Exception {
        OwnedServer server = started();
        assertTrue(server.publication.drain(server.ticker.nanos()));
        assertEquals(List.of(), server.ticker.pauses());
    }

    @Test
    void testClose_closesTheListener_andItsConnections() throws Exception {
        OwnedServer server = started();
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, ONE);
            server.publication.close();
            assertEquals(0, Client.readToEnd(client).length);
        }
        assertEquals(0, server.openServers());
        assertThrows(IOException.class, () -> Client.connect(socket));
    }

    @Test
    void testRestored_ofOneListener_isNone() throws Exception {
        Listeners listeners = new Listeners(server().ticker);
        assertEquals(Optional.empty(), listeners.restored());
    }
}
