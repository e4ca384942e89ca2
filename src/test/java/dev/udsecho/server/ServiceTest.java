package dev.udsecho.server;

import dev.udsecho.echo.Echo;
import dev.udsecho.echo.VerbatimEcho;
import dev.udsecho.testing.LogCapture;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Base of tests of services on real sockets: one Vert.x, one directory per test, and all services closed. */
public abstract class ServiceTest {
    /** Replaces Vert.x after a failed test, which may have left a stuck event loop that the next tests would use. */
    @RegisterExtension
    static final AfterEachCallback AFTER_A_FAILURE =
            test -> test.getExecutionException().ifPresent(failure -> TestService.replaceVertx());

    @TempDir
    Path directory;

    final Vertx vertx = TestService.vertx();
    public Path socket;
    public LogCapture captured;
    private final List<TestService> services = new ArrayList<>();

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

    /** Returns the class whose log is captured. */
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
