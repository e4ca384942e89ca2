package dev.udsecho.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.Moved;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.net.NetServerOptions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StartFailureTextsTest {
    private static final String REMEDY =
            "find the new text in a start that fails so, put it into StartFailureTexts, and"
                    + " run PortTakenIT, HttpPortIT and StartRequirementsIT";

    @Test
    void testHttpServer_isQuarkusText() {
        Moved.unless("Quarkus' message for an HTTP port that cannot be bound", REMEDY, () -> {
            try (InputStream code = VertxHttpRecorder.class.getResourceAsStream("VertxHttpRecorder.class")) {
                String constants = new String(code.readAllBytes(), StandardCharsets.ISO_8859_1);
                assertTrue(constants.contains(StartFailureTexts.HTTP_SERVER));
            }
        });
    }

    @Test
    void testPortRange_isVertxText() {
        Moved.unless("Vert.x' message for a port out of range", REMEDY, () -> {
            NetServerOptions options = new NetServerOptions();
            String message = assertThrows(IllegalArgumentException.class, () -> options.setPort(70_000))
                    .getMessage();
            assertTrue(message.startsWith(StartFailureTexts.PORT_RANGE), message);
        });
    }

    @Test
    void testDevMode_logsFailedStartsByThisClass() {
        Moved.unless(
                "Quarkus' class that logs a failed start in dev mode",
                "find the logger of the stack trace in a failed start of ./mvnw quarkus:dev, put it into LiveReload, and run"
                        + " DevModeIT",
                () -> assertEquals(
                        LiveReload.QUARKUS, Class.forName(LiveReload.QUARKUS).getName()));
    }
}
