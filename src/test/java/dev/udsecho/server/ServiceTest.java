package dev.udsecho.server;

import dev.udsecho.echo.Echo;
import dev.udsecho.echo.VerbatimEcho;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of services on real sockets share: one Vert.x a class, one directory a test, and every service closed. */
abstract class ServiceTest {
    static Vertx vertx;

    @TempDir
    Path directory;

    Path socket;
    LogCapture captured;
    private final List<TestService> services = new ArrayList<>();

    @BeforeAll
    static void startVertx() {
        vertx = TestService.vertx();
    }

    @AfterAll
    static void stopVertx() {
        TestService.close(vertx);
    }

    @BeforeEach
    void prepare() {
        socket = directory.resolve("echo.sock");
        captured = new LogCapture(logged());
    }

    @AfterEach
    void closeServices() throws IOException {
        services.forEach(TestService::close);
        captured.close();
    }

    /** Whose log is captured. */
    abstract Class<?> logged();

    TestService service(Map<String, String> keys) {
        return service(keys, new VerbatimEcho());
    }

    TestService service(Map<String, String> keys, Echo echo) {
        TestService service = new TestService(vertx, socket, keys, echo);
        services.add(service);
        return service;
    }

    TestService started() throws Exception {
        return service(Map.of()).start();
    }
}
