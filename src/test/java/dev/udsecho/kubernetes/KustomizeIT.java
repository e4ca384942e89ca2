package dev.udsecho.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Manifests;
import java.util.List;
import org.junit.jupiter.api.Test;

/** kubectl apply -k, but for the cluster. */
class KustomizeIT {
    @Test
    void testKustomize_putsAllIntoTheNamespace() throws Exception {
        Command.require("kubectl");
        Command kustomized = Command.run("kubectl", "kustomize", Manifests.DIRECTORY.toString());
        assertEquals(0, kustomized.status(), kustomized::output);
        List<JsonNode> objects = Manifests.of(kustomized.output());
        assertEquals(6, objects.size());
        for (JsonNode object : objects) {
            boolean namespace = object.path("kind").asText().equals("Namespace");
            assertEquals(
                    "udsecho",
                    object.at(namespace ? "/metadata/name" : "/metadata/namespace")
                            .asText());
        }
        assertTrue(kustomized.output().contains("image: udsecho:"));
    }
}
