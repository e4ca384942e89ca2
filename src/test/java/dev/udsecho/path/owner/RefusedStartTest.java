package dev.udsecho.path.owner;

import static dev.udsecho.testing.Conditions.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.owner.PathEvent.Kind;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests what a failed start leaves behind. */
class RefusedStartTest extends ApplicationTest {
    @Test
    void testStart_whereAFileIs_isRefused_andLeavesNothing() throws Exception {
        Files.writeString(socket, "precious");
        assertEquals(
                Cause.NOT_A_SOCKET,
                assertThrows(SocketPathException.class, this::started).reason());
        assertEquals("precious", Files.readString(socket));
        assertEquals(ALONE, Listing.of(directory));
        assertEquals(List.of(), events.take());
        assertEquals(List.of(), ticker.tasks());
    }

    @Test
    void testStart_failingFactory_isRefusedWithTheKernelsText_andAnotherMayStart() throws Exception {
        PathOwner.Builder builder = of(socket).standby(Duration.ofMinutes(1));
        SocketPathException refused = assertThrows(
                SocketPathException.class,
                () -> builder.start(name -> {
                    throw new IOException("No space left on device");
                }));
        assertEquals(Cause.NO_SPACE, refused.reason());
        assertThrows(
                IllegalStateException.class,
                () -> builder.start(name -> {
                    throw new IllegalStateException();
                }));
        assertEquals(List.of("app.sock.lock"), Listing.of(directory));
        started();
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testStart_thatFailsAfterThePublication_leavesNoName() throws Exception {
        PathOwner.Builder builder = PathOwner.of(new SocketPath(socket)).onEvent(event -> {
            if (event.kind() == Kind.PUBLISHED) {
                throw new IllegalStateException();
            }
        });
        assertThrows(IllegalStateException.class, () -> builder.start(JdkEchoServer::new));
        assertEquals(List.of("app.sock.lock"), Listing.of(directory));
    }

    @Test
    void testStart_whereALiveServerIs_isRefused() throws Exception {
        started();
        assertEquals(
                Cause.IN_USE,
                assertThrows(SocketPathException.class, this::started).reason());
        assertTrue(Client.isServed(socket));
    }

    @Test
    void testStart_thatIsRefused_leavesNoThread() throws Exception {
        Files.writeString(socket, "precious");
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        assertThrows(SocketPathException.class, this::started);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("path-"))
                .allMatch(before::contains));
    }
}
