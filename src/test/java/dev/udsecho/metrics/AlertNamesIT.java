package dev.udsecho.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.udsecho.testing.Manifests;
import dev.udsecho.testing.ServeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the names that promtool does not check: a misspelt metric fires no alert, and an alert without a test case is
 * not tested.
 */
class AlertNamesIT {
    private static final Pattern METRIC = Pattern.compile("udsecho_\\w+");

    @TempDir
    Path directory;

    private static List<String> alerts(String property) throws IOException {
        JsonNode rules = Manifests.in("monitoring/alerts.yml").get(0).at("/groups/0/rules");
        return StreamSupport.stream(rules.spliterator(), false)
                .map(alert -> alert.path(property).asText())
                .toList();
    }

    private static Set<String> metrics(String text) {
        Set<String> names = new TreeSet<>();
        METRIC.matcher(text).results().map(MatchResult::group).forEach(names::add);
        return names;
    }

    @Test
    void testAlerts_queryMetricsThatTheServiceHas() throws Exception {
        Set<String> asked = metrics(String.join("\n", alerts("expr")));
        assertTrue(asked.size() > 8, asked::toString);
        try (ServeProcess server =
                ServeProcess.start(directory.resolve("echo.sock")).awaitStarted()) {
            asked.removeAll(metrics(String.join("\n", Scrape.of(server).values().keySet())));
        }
        assertEquals(Set.of(), asked);
    }

    @Test
    void testAlerts_areAllTested() throws Exception {
        String pasts = Files.readString(Path.of("src/test/resources/alerts-test.yml"));
        for (String alert : alerts("alert")) {
            assertTrue(pasts.contains("alertname=\"" + alert + "\""), alert);
        }
    }
}
