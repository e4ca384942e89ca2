package dev.udsecho.server;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.path.owner.BoundListener;
import dev.udsecho.server.connection.CloseReason;
import dev.udsecho.testing.Client;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests the listener through the interface that the owner of a path uses. */
class EchoListenerTest extends ServiceTest {
    private static final byte[] ONE = {1};
    private static final int MANY = 2000;

    /** The wait for a connection that another listener gets: a longer one changes nothing. */
    private static final Duration UNREACHED = Duration.ofMillis(100);

    @Override
    Class<?> logged() {
        return EchoListener.class;
    }

    private static void awaitNone(TestService service) {
        await().until(() -> service.connections.counts().active() == 0);
    }

    @Test
    void testIsIdle_whileNoConnectionIsOpen() throws Exception {
        TestService service = service(Map.of());
        BoundListener listener = service.bind(socket);
        assertTrue(listener.isIdle());
        try (SocketChannel client = Client.connect(socket)) {
            assertFalse(listener.isIdle());
            Client.roundTrip(client, ONE);
            assertFalse(listener.isIdle());
        }
        awaitNone(service);
        assertTrue(listener.isIdle());
        assertEquals(1, service.connections.counts().closed(CloseReason.CLIENT));
    }

    /** An event loop that runs its tasks may get the next question before it looks for connections again. */
    @Test
    @Tag("long")
    void testIsIdle_askedAgainAndAgain_countsAConnectionThatIsNotAcceptedYet() throws Exception {
        TestService service = service(Map.of());
        BoundListener listener = service.bind(socket);
        for (int times = 0; times < MANY; times++) {
            await().until(listener::isIdle);
            try (SocketChannel client = Client.connect(socket)) {
                assertFalse(listener.isIdle());
                Client.roundTrip(client, ONE);
            }
        }
    }

    @Test
    void testFinish_endsOpenConnections_withALine() throws Exception {
        TestService service = service(Map.of());
        BoundListener listener = service.bind(socket);
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, ONE);
            listener.finish();
            assertEquals(List.of("cut"), captured.events());
            assertEquals(List.of("INFO Ending 1 connections that are still open"), captured.take());
            assertEquals(0, Client.readToEnd(client).length);
        }
        awaitNone(service);
        assertEquals(1, service.connections.counts().closed(CloseReason.DRAIN));
    }

    @Test
    void testFinish_ofAnIdleListener_logsNothing() throws Exception {
        service(Map.of()).bind(socket).finish();
        assertEquals(List.of(), captured.take());
    }

    @Test
    void testClose_endsAClientThatDoesNotRead() throws Exception {
        TestService service = service(Map.of());
        BoundListener listener = service.bind(socket);
        try (SocketChannel client = Client.connect(socket)) {
            client.configureBlocking(false);
            ByteBuffer lots = ByteBuffer.allocate(3_000_000);
            while (service.listeners.busiest(1).stream().noneMatch(open -> open.waiting() > 0)) {
                client.write(lots);
            }
            listener.finish();
            assertFalse(listener.isIdle());
            assertEquals(1, service.connections.counts().active());
            listener.close();
            awaitNone(service);
            assertEquals(1, service.connections.counts().closed(CloseReason.DRAIN));
        }
    }

    @Test
    void testClose_endsTheListener_itsTask_andItsConnections() throws Exception {
        TestService service = service(Map.of());
        BoundListener listener = service.bind(socket);
        assertEquals(1, service.ticker.tasks().size());
        try (SocketChannel client = Client.connect(socket)) {
            Client.roundTrip(client, ONE);
            listener.close();
            assertEquals(0, Client.readToEnd(client).length);
        }
        assertEquals(List.of(), service.ticker.tasks());
        assertEquals(List.of(), service.listeners.eventLoops());
        assertThrows(IOException.class, () -> Client.connect(socket));
    }

    @Test
    void testIsReachedBy_aSecondName_butNotByAnotherListenersOrAStaleName() throws Exception {
        TestService service = service(Map.of());
        Path other = directory.resolve("other.sock");
        BoundListener listener = service.bind(socket);
        EchoListener another = new EchoListener(
                TestService.vertx(), service.config, service.connections, service.ticker, closed -> {});
        another.open(other);
        try {
            Path second = Files.createLink(directory.resolve("second.sock"), socket);
            assertTrue(listener.isReachedBy(second));
            assertTrue(another.isReachedBy(other));
            assertFalse(another.isReachedBy(second, UNREACHED));
            listener.close();
            assertFalse(another.isReachedBy(second));
            assertThrows(IOException.class, () -> another.isReachedBy(directory.resolve("none.sock")));
        } finally {
            another.close();
        }
    }

    @Test
    void testOpen_whereTheKernelRefuses_hasItsMessage() {
        IOException refused = assertThrows(IOException.class, () -> service(Map.of())
                .bind(directory.resolve("none").resolve("echo.sock")));
        assertTrue(refused.getMessage().contains("No such file or directory"), refused::getMessage);
    }
}
