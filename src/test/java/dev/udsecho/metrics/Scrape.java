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
 * What {@code /q/metrics} said at one moment.
 *
 * @param values by series: a metric's name, and its label in braces if it has one
 */
record Scrape(Map<String, Double> values) {
    /** Some things are to be seen for half a second only. */
    private static final Duration OFTEN = Duration.ofMillis(20);

    /** Asks now. */
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

    /** Asks until so many connections have ended by this cause. */
    static Scrape awaitClosed(ServeProcess server, String cause, long many) {
        await().pollInterval(OFTEN)
                .untilAsserted(() -> assertEquals(many, of(server).closed(cause)));
        return of(server);
    }

    /** The names and labels of all. */
    Set<String> series() {
        return values.keySet();
    }

    /** A series' value, by its name without {@code udsecho_}; one that is missing fails the test. */
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

    /** Those that have ended, whatever ended them. */
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

    /** All that came was sent or dropped, and all who came have left: so it is once nobody is connected. */
    void assertNothingIsOpen() {
        assertEquals(0, active(), this::toString);
        assertEquals(accepted(), closed(), this::toString);
        assertEquals(received(), sent() + dropped(), this::toString);
    }
}
