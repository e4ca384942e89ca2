package dev.udsecho.metrics;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.udsecho.testing.Client;
import dev.udsecho.testing.Manifests;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests with a real Prometheus that a service without its name raises no alert while it drains or stands by, and that a
 * service that died raises one.
 */
class AlertsIT {
    private static final byte[] PING = {'p', 'i', 'n', 'g'};

    @TempDir
    Path directory;

    private Path socket;
    private Path rules;

    /** Writes the committed rules, with a duration of one second for each. */
    @BeforeEach
    void shortenTheRules() throws Exception {
        Needs.tool("prometheus");
        socket = directory.resolve("echo.sock");
        String ours = Files.readString(Manifests.DIRECTORY.resolve("monitoring/alerts.yml"));
        rules = Files.writeString(directory.resolve("alerts.yml"), ours.replaceAll("for: \\d+[sm]", "for: 1s"));
    }

    private ServeProcess serve(String... variables) {
        return ServeProcess.start(Map.of("ECHO_SOCKET_PATH", socket.toString(), variables[0], variables[1]))
                .awaitStarted();
    }

    private Prometheus watch(ServeProcess server) throws IOException {
        return Prometheus.start(directory, server.httpPort(), rules);
    }

    private static ConditionFactory awaitLimited() {
        return await().ignoreExceptions();
    }

    /**
     * Asserts that no alert fires for long enough: a rule waits one second, and scrapes and evaluations run each
     * second.
     */
    private static void assertQuiet(Prometheus prometheus) {
        awaitLimited()
                .during(Duration.ofSeconds(4))
                .until(() -> prometheus.firing().isEmpty());
        awaitLimited().until(() -> prometheus.query("udsecho_socket_published").equals(List.of(0.0)));
    }

    @Test
    void testServiceThatDrainsForLong_firesNothing() throws Exception {
        try (ServeProcess server = serve("ECHO_DRAIN_TIMEOUT", "5m");
                Prometheus prometheus = watch(server)) {
            try (SocketChannel open = Client.connect(socket)) {
                assertArrayEquals(PING, Client.roundTrip(open, PING));
                server.beginTermination();
                awaitLimited()
                        .until(() -> prometheus.query("udsecho_socket_draining").equals(List.of(1.0)));
                assertQuiet(prometheus);
                assertArrayEquals(PING, Client.roundTrip(open, PING));
            }
            assertEquals(0, server.awaitExit(), server::output);
        }
    }

    @Test
    void testServiceThatStandsBy_firesNothing() throws Exception {
        try (ServeProcess owner = serve("ECHO_SOCKET_MODE", "0660");
                ServeProcess successor = serve("ECHO_SOCKET_WAIT", "5m");
                Prometheus prometheus = watch(successor)) {
            assertEquals(List.of(1.0), prometheus.query("udsecho_socket_standby"));
            assertQuiet(prometheus);
            assertEquals(0, owner.terminate(), owner::output);
            awaitLimited()
                    .until(() -> prometheus.query("udsecho_socket_published").equals(List.of(1.0)));
            assertEquals(List.of(), prometheus.firing());
        }
    }

    @Test
    void testServiceThatWasKilled_firesUntilItIsBack() throws Exception {
        ServeProcess killed = serve("QUARKUS_HTTP_PORT", "0");
        int port = killed.httpPort();
        try (Prometheus prometheus = watch(killed)) {
            killed.close();
            awaitLimited().until(() -> List.copyOf(prometheus.firing()).equals(List.of("UdsechoDown", "UdsechoGone")));
            try (ServeProcess next = serve("QUARKUS_HTTP_PORT", String.valueOf(port))) {
                awaitLimited().until(() -> prometheus.firing().isEmpty());
                assertEquals(port, next.httpPort());
            }
        }
    }
}
