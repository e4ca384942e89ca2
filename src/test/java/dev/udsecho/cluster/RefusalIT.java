package dev.udsecho.cluster;

import static dev.udsecho.testing.ClusterNamespace.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.udsecho.testing.ClusterNamespace;
import dev.udsecho.testing.Manifests;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that kubectl describe shows why a service cannot own its path. */
@Tag("cluster")
class RefusalIT {
    @RegisterExtension
    static final ClusterNamespace CLUSTER = new ClusterNamespace("privileged");

    @Test
    void testServiceWithoutADirectory_saysSoInDescribe() throws Exception {
        JsonNode statefulSet = Manifests.find("kubernetes.yml", "StatefulSet", "udsecho");
        for (JsonNode container : statefulSet.at("/spec/template/spec/containers")) {
            if (container.path("name").asText().equals("udsecho")) {
                ((ObjectNode) container)
                        .putArray("env")
                        .addObject()
                        .put("name", "ECHO_SOCKET_PATH")
                        .put("value", "/run/nowhere/echo.sock");
            }
        }
        CLUSTER.apply(Manifests.text(statefulSet));
        await().untilAsserted(() -> {
            String described =
                    CLUSTER.kubectl().run("describe", "pod", "udsecho-0").output();
            assertTrue(described.contains("cannot serve on /run/nowhere/echo.sock (no-directory): "), described);
            assertTrue(described.matches("(?s).*Exit Code: +73\\n.*"), described);
        });
    }
}
