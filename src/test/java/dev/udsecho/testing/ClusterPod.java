package dev.udsecho.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.List;

/**
 * A pod of the cluster suite.
 *
 * @param kubectl for its namespace
 * @param name its name
 */
public record ClusterPod(Kubectl kubectl, String name) {
    /** Returns what the API server knows of it now. */
    public JsonNode now() throws IOException, InterruptedException {
        return Manifests.of(kubectl.succeed("get", "pod", name, "--output", "json"))
                .get(0);
    }

    /** Returns its phase: {@code Running}, {@code Succeeded} or {@code Failed}, say. */
    public String phase() throws IOException, InterruptedException {
        return now().at("/status/phase").asText();
    }

    /** Returns whether its condition Ready is true. */
    public boolean isReady() throws IOException, InterruptedException {
        for (JsonNode condition : now().at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    /** Returns the status of one of its containers, or a missing node if the kubelet has not reported it yet. */
    public JsonNode container(String container) throws IOException, InterruptedException {
        for (String kind : new String[] {"initContainerStatuses", "containerStatuses"}) {
            for (JsonNode status : now().at("/status/" + kind)) {
                if (status.path("name").asText().equals(container)) {
                    return status;
                }
            }
        }
        return MissingNode.getInstance();
    }

    /** Returns how often one of its containers was started again. */
    public int restarts(String container) throws IOException, InterruptedException {
        return container(container).path("restartCount").asInt(-1);
    }

    /** Returns the messages of events about probes that failed. */
    public List<String> warningsOfProbes() throws IOException, InterruptedException {
        String uid = now().at("/metadata/uid").asText();
        return kubectl.list("events", "").stream()
                .filter(event -> event.at("/involvedObject/uid").asText().equals(uid))
                .filter(event -> event.path("reason").asText().equals("Unhealthy"))
                .map(event -> event.path("message").asText())
                .toList();
    }

    /** Returns the output of a shell command in one of its containers, which must succeed. */
    public String shell(String container, String command) throws IOException, InterruptedException {
        Command run = kubectl.exec(name, container, "sh", "-c", command);
        assertEquals(0, run.status(), run::output);
        return run.output();
    }

    /** Fails unless a text that the container sends through the socket comes back. */
    public void assertEcho(String container) throws IOException, InterruptedException {
        assertEquals("foo", shell(container, "udsecho wait >/dev/null && udsecho send foo"));
    }
}
