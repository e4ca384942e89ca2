package dev.udsecho.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Manifests;
import dev.udsecho.testing.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kubectl apply -k, but for the cluster. */
class KustomizeTest {
    @TempDir
    Path directory;

    @Test
    void testKustomize_putsAllIntoTheNamespace() throws Exception {
        Needs.tool("kubectl");
        List<JsonNode> objects = Manifests.of(kustomize(Manifests.DIRECTORY));
        assertEquals(6, objects.size());
        for (JsonNode object : objects) {
            boolean namespace = object.path("kind").asText().equals("Namespace");
            assertEquals(
                    "udsecho",
                    object.at(namespace ? "/metadata/name" : "/metadata/namespace")
                            .asText());
        }
    }

    @Test
    void testKustomizeWithAnotherImage_namesItInEveryContainer() throws Exception {
        Needs.tool("kubectl");
        assertEquals(
                0,
                Command.run("cp", "-r", Manifests.DIRECTORY.toString(), directory.toString())
                        .status());
        Path copy = directory.resolve("kubernetes");
        Path kustomization = copy.resolve("kustomization.yaml");
        String ours = Files.readString(kustomization);
        Files.writeString(
                kustomization, ours.replace("newName: localhost/udsecho", "newName: registry.test/team/udsecho"));
        List<String> images =
                kustomize(copy).lines().filter(line -> line.contains("image: ")).toList();
        assertEquals(7, images.size());
        images.forEach(image -> assertTrue(image.contains("image: registry.test/team/udsecho:"), image));
    }

    @Test
    void testMonitoring_isADashboardForGrafanaAndMonitorsForTheOperator() throws Exception {
        Needs.tool("kubectl");
        List<JsonNode> objects = Manifests.of(kustomize(Manifests.DIRECTORY.resolve("monitoring")));
        assertEquals(
                List.of("ConfigMap", "PodMonitor", "ServiceMonitor"),
                objects.stream()
                        .map(object -> object.path("kind").asText())
                        .sorted()
                        .toList());
        JsonNode dashboard = objects.stream()
                .filter(object -> object.path("kind").asText().equals("ConfigMap"))
                .findFirst()
                .orElseThrow();
        assertEquals("1", dashboard.at("/metadata/labels/grafana_dashboard").asText());
        assertTrue(dashboard.at("/data/dashboard.json").asText().contains("\"uid\": \"${datasource}\""));
    }

    /** The guide's own command, but for the cluster. */
    @Test
    void testRuleForTheOperator_isMadeOfTheAlerts() throws Exception {
        String guide = Files.readString(Path.of("src/site/markdown/observability.md"));
        String start = "{ printf 'apiVersion: monitoring";
        String words = guide.substring(guide.indexOf(start), guide.indexOf(" | kubectl apply", guide.indexOf(start)));
        Command made = Command.run("sh", "-c", words);
        JsonNode rule = Manifests.of(made.output()).get(0);
        assertEquals("PrometheusRule", rule.path("kind").asText());
        assertEquals(Manifests.in("monitoring/alerts.yml").get(0), rule.path("spec"));
    }

    private static String kustomize(Path manifests) throws Exception {
        Command kustomized = Command.run("kubectl", "kustomize", manifests.toString());
        assertEquals(0, kustomized.status(), kustomized::output);
        return kustomized.output();
    }
}
