package dev.udsecho.path.owner;

import dev.udsecho.path.SocketPath;
import dev.udsecho.testing.FakeTicker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        PathOwner owner = builder.start(JdkEchoServer::new);
        owners.add(owner);
        return owner;
    }

    PathOwner started() throws Exception {
        return start(of(socket));
    }
}
