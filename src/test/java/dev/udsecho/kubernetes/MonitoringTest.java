package dev.udsecho.kubernetes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.udsecho.testing.Manifests;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks at the service: its schema, that it finds what it looks for, and a dashboard that is tidy. */
class MonitoringTest {
    private static final Path SOURCES = Path.of("src/main/kubernetes/monitoring");
    private static final int COLUMNS = 24;

    private static JsonNode monitor(String kind, String name) throws IOException {
        return Manifests.find("monitoring/monitors.yml", kind, name);
    }

    static Stream<JsonNode> panels() throws IOException {
        JsonNode dashboard = Manifests.in("monitoring/dashboard.json").get(0);
        return StreamSupport.stream(dashboard.path("panels").spliterator(), false);
    }

    /** Both Maven and Grafana would fill in what is between a dollar and brackets, and kustomize reads none of it. */
    @ParameterizedTest
    @ValueSource(strings = {"alerts.yml", "dashboard.json", "kustomization.yaml", "monitors.yml"})
    void testFile_isWrittenByTheBuildAsItIs(String file) throws Exception {
        assertArrayEquals(
                Files.readAllBytes(SOURCES.resolve(file)),
                Files.readAllBytes(Manifests.DIRECTORY.resolve("monitoring").resolve(file)));
    }

    @Test
    void testMonitors_areOfTheOperatorsSchema() throws Exception {
        JsonNode services = monitor("ServiceMonitor", "udsecho");
        Manifests.strictly(services, ServiceMonitor.class);
        Manifests.strictly(monitor("PodMonitor", "udsecho-node"), PodMonitor.class);
        ObjectNode wrong = services.deepCopy();
        ((ObjectNode) wrong.at("/spec/endpoints/0")).put("paht", "/");
        assertThrows(JsonMappingException.class, () -> Manifests.strictly(wrong, ServiceMonitor.class));
    }

    @Test
    void testAlerts_areOfTheOperatorsSchema_andEachSaysWhatToDo() throws Exception {
        JsonNode alerts = Manifests.in("monitoring/alerts.yml").get(0);
        ObjectNode rule = Manifests.of("{apiVersion: monitoring.coreos.com/v1, kind: PrometheusRule}")
                .get(0)
                .deepCopy();
        Manifests.strictly(rule.set("spec", alerts), PrometheusRule.class);
        Set<String> names = new HashSet<>();
        for (JsonNode alert : alerts.at("/groups/0/rules")) {
            assertTrue(names.add(alert.path("alert").asText()), alert::toString);
            assertTrue(alert.at("/labels/severity").asText().matches("critical|warning|info"), alert::toString);
            assertTrue(alert.at("/annotations/summary").asText().endsWith("."), alert::toString);
            assertTrue(alert.at("/annotations/description").asText().endsWith("."), alert::toString);
        }
    }

    @Test
    void testServiceMonitor_findsTheService_andItsPort() throws Exception {
        JsonNode monitor = monitor("ServiceMonitor", "udsecho");
        JsonNode service = Manifests.find("kubernetes.yml", "Service", "udsecho");
        assertSelected(monitor, service.at("/metadata/labels"));
        assertEquals(service.at("/spec/ports/0/name"), monitor.at("/spec/endpoints/0/port"));
        assertEquals("/q/metrics", monitor.at("/spec/endpoints/0/path").asText());
    }

    @Test
    void testPodMonitor_findsThePodsOfTheDaemonSet_andTheirPort() throws Exception {
        JsonNode monitor = monitor("PodMonitor", "udsecho-node");
        JsonNode pod =
                Manifests.find("daemonset.yml", "DaemonSet", "udsecho-node").at("/spec/template");
        assertSelected(monitor, pod.at("/metadata/labels"));
        assertEquals(pod.at("/spec/containers/0/ports/0/name"), monitor.at("/spec/podMetricsEndpoints/0/port"));
        assertEquals(
                "/q/metrics", monitor.at("/spec/podMetricsEndpoints/0/path").asText());
    }

    private static void assertSelected(JsonNode monitor, JsonNode labels) {
        monitor.at("/spec/selector/matchLabels")
                .properties()
                .forEach(label -> assertEquals(label.getValue(), labels.path(label.getKey())));
        assertFalse(monitor.at("/spec/selector/matchLabels").isEmpty());
    }

    @Test
    void testServiceAndDaemonSet_areAnnotatedForAPrometheusWithoutTheOperator() throws Exception {
        JsonNode service = Manifests.find("kubernetes.yml", "Service", "udsecho");
        JsonNode pod =
                Manifests.find("daemonset.yml", "DaemonSet", "udsecho-node").at("/spec/template");
        for (JsonNode scraped : List.of(service, pod)) {
            JsonNode annotations = scraped.at("/metadata/annotations");
            assertEquals("true", annotations.path("prometheus.io/scrape").asText());
            assertEquals("9808", annotations.path("prometheus.io/port").asText());
            assertEquals("/q/metrics", annotations.path("prometheus.io/path").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("panels")
    void testPanel_saysWhatItShows_inAUnit_ofTheChosenSource(JsonNode panel) {
        for (String text : List.of("/title", "/description", "/fieldConfig/defaults/unit", "/targets/0/expr")) {
            assertFalse(panel.at(text).asText().isEmpty(), text);
        }
        for (JsonNode target : panel.path("targets")) {
            assertEquals("${datasource}", target.at("/datasource/uid").asText());
            String query = target.path("expr").asText();
            assertEquals(
                    query.split("udsecho_").length, query.split("job=~\"\\$job\", instance=~\"\\$instance\"").length);
        }
    }

    @Test
    void testPanels_tileTheDashboard() throws Exception {
        List<Rectangle> placed = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : panels().toList()) {
            JsonNode grid = panel.path("gridPos");
            Rectangle place = new Rectangle(
                    grid.path("x").asInt(),
                    grid.path("y").asInt(),
                    grid.path("w").asInt(),
                    grid.path("h").asInt());
            assertTrue(ids.add(panel.path("id").asInt()), panel::toString);
            assertTrue(placed.stream().noneMatch(place::intersects), panel::toString);
            placed.add(place);
        }
        int height =
                placed.stream().mapToInt(place -> place.y + place.height).max().orElseThrow();
        assertEquals(
                COLUMNS * height,
                placed.stream().mapToInt(place -> place.width * place.height).sum());
    }
}
