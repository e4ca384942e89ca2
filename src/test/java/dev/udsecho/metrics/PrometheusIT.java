package dev.udsecho.metrics;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.udsecho.testing.Client;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Manifests;
import dev.udsecho.testing.Needs;
import dev.udsecho.testing.ServeProcess;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the metrics, the alerts and the dashboard's queries with a real Prometheus. */
class PrometheusIT {
    private static final Path MONITORING = Manifests.DIRECTORY.resolve("monitoring");
    private static final int LIMIT = 3;

    @TempDir
    Path directory;

    private Path socket;
    private ServeProcess server;

    @BeforeEach
    void start() {
        Needs.tool("prometheus");
        Needs.tool("promtool");
        socket = directory.resolve("echo.sock");
        server = ServeProcess.start(
                        Map.of("ECHO_SOCKET_PATH", socket.toString(), "ECHO_MAX_CONNECTIONS", String.valueOf(LIMIT)))
                .awaitStarted();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void testPromtool_acceptsMetricsAndAlerts() throws Exception {
        server.health("ready");
        Path metrics = Files.writeString(
                directory.resolve("metrics"),
                RestAssured.get("http://127.0.0.1:" + server.httpPort() + "/q/metrics")
                        .asString());
        assertEquals(new Command(0, ""), Command.run("sh", "-c", "promtool check metrics < " + metrics));
        Command rules = Command.run("promtool", "check", "rules", MONITORING + "/alerts.yml");
        assertEquals(0, rules.status(), rules::output);
    }

    @Test
    void testAlerts_fireForTheirCausesAndForNothingElse() throws Exception {
        Files.copy(MONITORING.resolve("alerts.yml"), directory.resolve("alerts.yml"));
        Path tests = Files.copy(Path.of("src/test/resources/alerts-test.yml"), directory.resolve("alerts-test.yml"));
        Command run = Command.run("promtool", "test", "rules", tests.toString());
        assertEquals(0, run.status(), run::output);
    }

    @Test
    void testDashboard_eachQueryHasDataAfterALoad() throws Exception {
        List<String> queries = queries();
        assertTrue(queries.size() > 15, queries::toString);
        try (Prometheus prometheus = Prometheus.start(
                directory, server.httpPort(), MONITORING.resolve("alerts.yml").toAbsolutePath())) {
            List<SocketChannel> open = new ArrayList<>();
            try {
                await().untilAsserted(() -> {
                    load(open);
                    assertEquals(List.of(), withoutData(prometheus, queries));
                });
            } finally {
                for (SocketChannel channel : open) {
                    channel.close();
                }
            }
        }
    }

    /** Generates data for each panel: answers, unread bytes, refusals, a lost name, probes, open connections. */
    private void load(List<SocketChannel> open) throws Exception {
        for (SocketChannel channel : open) {
            channel.close();
        }
        open.clear();
        if (Files.deleteIfExists(socket)) {
            await().until(() -> server.health("ready") == 200);
        }
        await().until(() -> Client.isServed(socket));
        try (SocketChannel rude = Client.connect(socket)) {
            rude.configureBlocking(false);
            await().ignoreExceptions().until(() -> rude.write(ByteBuffer.allocate(1_000_000)) == 0 && waiting() > 0);
        }
        await().until(() -> {
            open.add(Client.connect(socket)); // a connect may be refused while closed connections still count
            return server.health("ready") == 503;
        });
        open.add(Client.connect(socket));
    }

    private int waiting() {
        return RestAssured.get("http://127.0.0.1:" + server.httpPort() + "/q/echo")
                .jsonPath()
                .getInt("connections.open[0].waiting");
    }

    private static List<String> withoutData(Prometheus prometheus, List<String> queries) throws IOException {
        List<String> without = new ArrayList<>();
        for (String query : queries) {
            if (prometheus.query(query).stream().noneMatch(value -> value > 0)) {
                without.add(query);
            }
        }
        return without;
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        JsonNode dashboard =
                new ObjectMapper().readTree(MONITORING.resolve("dashboard.json").toFile());
        dashboard.path("panels").forEach(panel -> panel.path("targets")
                .forEach(target -> queries.add(target.path("expr")
                        .asText()
                        .replace("$job", ".*")
                        .replace("$instance", ".*")
                        .replace("$__rate_interval", "30s")
                        .replace("$__range", "5m"))));
        return queries;
    }

    @Test
    void testNameThatCannotHeal_firesAnAlertUntilItIsBack() throws Exception {
        Path rules = Files.writeString(
                directory.resolve("alerts.yml"),
                Files.readString(MONITORING.resolve("alerts.yml")).replace("for: 30s", "for: 1s"));
        try (Prometheus prometheus = Prometheus.start(directory, server.httpPort(), rules)) {
            assertEquals(List.of(), prometheus.firing());
            Files.delete(socket);
            Files.createDirectory(socket);
            await().until(() -> prometheus.firing().contains("UdsechoNotPublished"));
            Files.delete(socket);
            await().until(() -> !prometheus.firing().contains("UdsechoNotPublished"));
            assertEquals(List.of(1.0), prometheus.query("udsecho_socket_published"));
        }
    }
}
