package dev.udsecho.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.echo.VerbatimEcho;
import dev.udsecho.path.PathState;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.owner.Role;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.testing.AbsentDirectory;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.TestConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests the service's path as the program starts and stops it. */
class PublishedPathTest extends ServiceTest {
    private final List<PublishedPath> paths = new ArrayList<>();

    @Override
    Class<?> logged() {
        return PathEventLog.class;
    }

    private PublishedPath path() {
        EchoConfig config = TestConfig.of(Map.of("echo.socket.path", socket.toString(), "echo.event-loops", "1"));
        Connections connections = new Connections(config, new VerbatimEcho());
        PublishedPath path = new PublishedPath(config, connections, new EchoListeners(vertx, config, connections));
        paths.add(path);
        return path;
    }

    @AfterEach
    void closePaths() {
        paths.forEach(PublishedPath::close);
    }

    @Test
    void testStart_publishes_andLogsHowLongItTook() throws Exception {
        PublishedPath path = path();
        assertFalse(path.isPublished());
        path.start(failure -> {});
        assertTrue(path.isPublished());
        assertEquals(Role.OWNER, path.owner().role());
        assertEquals(PathState.OURS, path.owner().state());
        assertTrue(Client.isServed(socket));
        String line = captured.take().get(0);
        assertTrue(line.startsWith("INFO Serving on " + socket), line);
        assertTrue(line.matches(".*, tookMillis \\d{1,6}\\)"), line);
    }

    @Test
    void testStart_whereAnotherHasThePath_isRefused() throws Exception {
        path().start(failure -> {});
        PublishedPath other = path();
        assertThrows(SocketPathException.class, () -> other.start(failure -> {}));
        assertFalse(other.isPublished());
    }

    @Test
    void testIsPublished_whereTheDirectoryIsNone_isFalse() throws Exception {
        PublishedPath path = path();
        path.start(failure -> {});
        AbsentDirectory.during(directory, () -> {
            assertFalse(path.isPublished());
        });
    }

    @Test
    void testConnectToSelf_returnsTheAnswer_orFails() throws Exception {
        PublishedPath path = path();
        assertEquals("answer", path.connectToSelf(() -> "answer"));
        IOException failure = assertThrows(
                IOException.class,
                () -> path.connectToSelf(() -> {
                    throw new IOException("no answer");
                }));
        assertEquals("no answer", failure.getMessage());
    }

    @Test
    void testClose_withdraws_andCallsFailThen() throws Exception {
        PublishedPath path = path();
        path.start(failure -> {});
        path.close();
        assertFalse(Files.exists(socket));
        assertThrows(IOException.class, () -> path.connectToSelf(() -> "answer"));
    }
}
