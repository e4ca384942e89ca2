package dev.udsecho.path.owner;

import static dev.udsecho.testing.Conditions.await;

import dev.udsecho.path.SocketPath;
import dev.udsecho.testing.FakeTicker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Base class of tests that use the library as an application does: one directory per test, and every owner is closed.
 */
abstract class ApplicationTest {
    static final List<String> ALONE = List.of("app.sock", "app.sock.lock");

    @TempDir
    Path directory;

    final FakeTicker ticker = new FakeTicker();
    final PathEvents events = new PathEvents();
    Path socket;
    private final List<PathOwner> owners = new ArrayList<>();
    private final List<JdkEchoServer> servers = new CopyOnWriteArrayList<>();

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("app.sock");
    }

    @AfterEach
    void close() {
        owners.forEach(PathOwner::close);
    }

    PathOwner.Builder of(Path path) {
        return PathOwner.of(new SocketPath(path)).onEvent(events::add).ticker(ticker);
    }

    PathOwner start(PathOwner.Builder builder) throws Exception {
        PathOwner owner = builder.start(this::bind);
        owners.add(owner);
        return owner;
    }

    private BoundListener bind(Path name) throws IOException {
        JdkEchoServer server = new JdkEchoServer(name);
        servers.add(server);
        return server;
    }

    /**
     * Waits until the servers have noticed that their clients are gone, the start's own connect included. The test's
     * clock does not wait for them.
     */
    void awaitNoConnections() {
        await().until(() -> servers.stream().allMatch(server -> server.accepted() > 0 && server.isIdle()));
    }

    PathOwner started() throws Exception {
        return start(of(socket));
    }
}
