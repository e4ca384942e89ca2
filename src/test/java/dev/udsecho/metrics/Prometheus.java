package dev.udsecho.metrics;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.udsecho.testing.Processes;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionTimeoutException;

/** A Prometheus process that scrapes one service each second, and evaluates rules each second. */
final class Prometheus implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final String url;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.url = "http://127.0.0.1:" + port;
    }

    /** Starts Prometheus with all its files in a directory, and returns when it answers. */
    static Prometheus start(Path directory, int target, Path rules) throws IOException {
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [%s]
                scrape_configs:
                  - job_name: udsecho
                    metrics_path: /q/metrics
                    static_configs: [{targets: ["127.0.0.1:%d"]}]
                """.formatted(rules, target));
        int port = freePort();
        Process process = Processes.start(new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile()));
        Prometheus prometheus = new Prometheus(process, port);
        try {
            await().ignoreExceptions()
                    .until(() -> !prometheus.query("udsecho_socket_published").isEmpty());
        } catch (ConditionTimeoutException e) {
            prometheus.close();
            throw e;
        }
        return prometheus;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Returns the current values of an expression, one per series. */
    List<Double> query(String expression) throws IOException {
        JsonNode answer = JSON.readTree(RestAssured.given()
                .urlEncodingEnabled(true)
                .formParam("query", expression)
                .post(url + "/api/v1/query")
                .asString());
        if (!answer.path("status").asText().equals("success")) {
            throw new IOException(expression + ": " + answer);
        }
        return StreamSupport.stream(answer.at("/data/result").spliterator(), false)
                .map(series -> series.at("/value/1").asText())
                .map(value -> Double.valueOf(value.replace("Inf", "Infinity")))
                .toList();
    }

    /** Returns the names of the firing alerts. */
    List<String> firing() throws IOException {
        JsonNode answer = JSON.readTree(RestAssured.get(url + "/api/v1/alerts").asString());
        return StreamSupport.stream(answer.at("/data/alerts").spliterator(), false)
                .filter(alert -> alert.path("state").asText().equals("firing"))
                .map(alert -> alert.at("/labels/alertname").asText())
                .toList();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(2, TimeUnit.MINUTES).join();
    }
}
