package dev.udsecho.bench;

import static dev.udsecho.bench.Loads.bench;

import dev.udsecho.bench.load.Load;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Base of tests that put a load on a server of their own. */
abstract class SocketBenchTest {
    @TempDir
    Path directory;

    Path socket;

    @BeforeEach
    void choosePath() {
        socket = directory.resolve("echo.sock");
    }

    /** Runs a load test, and returns its statistics. */
    EndpointStats run(Load load) throws Exception {
        return bench(socket, load).run().get(0);
    }
}
