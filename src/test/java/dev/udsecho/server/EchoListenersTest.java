package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.path.owner.BoundListener;
import dev.udsecho.server.connection.ConnectionSnapshot;
import dev.udsecho.testing.Client;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the facts about all listeners: the event loops of the newest, and the connections of each. */
class EchoListenersTest extends ServiceTest {
    @Override
    Class<?> logged() {
        return EchoListeners.class;
    }

    private int eventLoops(String asked) throws Exception {
        return service(Map.of("echo.event-loops", asked))
                .start()
                .listeners
                .eventLoops()
                .size();
    }

    @Test
    void testBind_hasOneListenerOnTheConfiguredNumberOfEventLoops() throws Exception {
        assertEquals(List.of(), service(Map.of()).listeners.eventLoops());
        assertEquals(3, eventLoops("3"));
    }

    @Test
    void testBind_onHalfAsManyEventLoopsAsProcessors_byDefault() throws Exception {
        assertEquals(Math.max(Runtime.getRuntime().availableProcessors() / 2, 1), eventLoops("0"));
    }

    @Test
    void testBusiest_isTakenFromAllListeners() throws Exception {
        TestService service = service(Map.of());
        Path other = directory.resolve("other.sock");
        BoundListener former = service.bind(socket);
        service.bind(other);
        try (SocketChannel first = Client.connect(socket);
                SocketChannel second = Client.connect(other)) {
            Client.roundTrip(first, new byte[3]);
            Client.roundTrip(second, new byte[5]);
            assertEquals(
                    List.of(10L, 6L),
                    service.listeners.busiest(9).stream()
                            .map(ConnectionSnapshot::traffic)
                            .toList());
            assertEquals(1, service.listeners.busiest(1).size());
            former.close();
            assertEquals(
                    List.of(10L),
                    service.listeners.busiest(9).stream()
                            .map(ConnectionSnapshot::traffic)
                            .toList());
        }
    }
}
