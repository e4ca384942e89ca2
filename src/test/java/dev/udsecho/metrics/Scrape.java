package dev.udsecho.metrics;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ServeProcess;
import io.restassured.RestAssured;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The content of {@code /q/metrics} at one moment.
 *
 * @param values by series: a metric's name, and its label in braces if it has one
 */
record Scrape(Map<String, Double> values) {
    /** The pause between two scrapes: some states last only half a second. */
    private static final Duration OFTEN = Duration.ofMillis(20);

    /** Scrapes the service. */
    static Scrape of(ServeProcess server) {
        String text = RestAssured.get("http://127.0.0.1:" + server.httpPort() + "/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        Map<String, Double> values = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int end = line.lastIndexOf(' ');
            String series = line.substring(0, end).replace(",}", "}");
            assertEquals(null, values.put(series, Double.valueOf(line.substring(end + 1))), line);
        });
        return new Scrape(values);
    }

    /** Scrapes until this number of connections has ended by the cause. */
    static Scrape awaitClosed(ServeProcess server, String cause, long many) {
        await().pollInterval(OFTEN)
                .untilAsserted(() -> assertEquals(many, of(server).closed(cause)));
        return of(server);
    }

    /** Returns the names and labels of all series. */
    Set<String> series() {
        return values.keySet();
    }

    /** Returns the value of a series, by its name without {@code udsecho_}. A missing series fails the test. */
    long value(String series) {
        String name = "udsecho_" + series;
        assertTrue(values.containsKey(name), () -> name + " is not in " + series());
        return values.get(name).longValue();
    }

    long accepted() {
        return value("connections_accepted_total");
    }

    long active() {
        return value("connections_active");
    }

    long closed(String cause) {
        return value("connections_closed_total{cause=\"" + cause + "\"}");
    }

    /** Returns the number of ended connections, for all causes. */
    long closed() {
        return values.keySet().stream()
                .filter(series -> series.startsWith("udsecho_connections_closed_total"))
                .mapToLong(series -> values.get(series).longValue())
                .sum();
    }

    long rejected(String reason) {
        return value("connections_rejected_total{reason=\"" + reason + "\"}");
    }

    long received() {
        return value("bytes_total{direction=\"received\"}");
    }

    long sent() {
        return value("bytes_total{direction=\"sent\"}");
    }

    long dropped() {
        return value("bytes_dropped_total");
    }

    /** Asserts that all received bytes were sent or dropped, and that all accepted connections have ended. */
    void assertNothingIsOpen() {
        assertEquals(0, active(), this::toString);
        assertEquals(accepted(), closed(), this::toString);
        assertEquals(received(), sent() + dropped(), this::toString);
    }
}
