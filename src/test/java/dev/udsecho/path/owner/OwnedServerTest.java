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

/** What tests of owned servers share: one directory a test, and every server closed. */
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

    /** Something that happens during a pause, which fails the test if it fails. */
    interface Step {
        void take() throws IOException;
    }

    /** Takes a step in the pause of this number, from 1 on. */
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
