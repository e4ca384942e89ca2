package dev.udsecho;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.testing.TempSocket;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;

@QuarkusTest
@QuarkusTestResource(TempSocket.class)
class InProcessEchoTest implements EchoContract {
    @Inject
    EchoConfig config;

    @Override
    public Path socket() {
        return config.socket().path().file();
    }
}
