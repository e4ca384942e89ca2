package dev.udsecho.path.owner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Base class of tests of owned servers: one directory per test, and every server is closed. */
abstract class OwnedServerTest {
    static final List<String> ALONE = List.of("echo.sock", "echo.sock.lock");

    @TempDir
    Path directory;

    Path socket;
    private final List<OwnedServer> servers = new ArrayList<>();

    @BeforeEach
    void prepare() {
        socket = directory.resolve("echo.sock");
    }

    @AfterEach
    void closeServers() {
        servers.forEach(OwnedServer::close);
    }

    OwnedServer server() {
        return server(Duration.ZERO);
    }

    OwnedServer server(Duration wait) {
        OwnedServer server = new OwnedServer(socket, wait);
        servers.add(server);
        return server;
    }

    OwnedServer started() throws Exception {
        return server().start();
    }

    /** An action during a pause. Its failure fails the test. */
    interface Step {
        void take() throws IOException;
    }

    /** Runs an action in the pause of the given number, counted from 1. */
    static void atPause(OwnedServer server, int number, Step step) {
        server.ticker.onPause(count -> {
            if (count == number) {
                take(step);
            }
        });
    }

    static void take(Step step) {
        try {
            step.take();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
