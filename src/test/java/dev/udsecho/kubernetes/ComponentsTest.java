package dev.udsecho.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Manifests;
import dev.udsecho.testing.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the kustomize components: each changes what it is for, and nothing else. */
class ComponentsTest {
    @TempDir
    Path directory;

    @BeforeEach
    void copyTheManifests() throws Exception {
        Needs.tool("kubectl");
        Command.succeed("cp", "-r", Manifests.DIRECTORY.toString(), directory.toString());
    }

    private List<JsonNode> with(String component) throws Exception {
        Path overlay = Files.createDirectories(directory.resolve("my"));
        Files.writeString(
                overlay.resolve("kustomization.yaml"),
                "resources: [../kubernetes]\n"
                        + (component.isEmpty() ? "" : "components: [../kubernetes/components/" + component + "]\n")
                        + "images: [{name: localhost/udsecho, newName: registry.test/udsecho, newTag: '1'}]\n");
        return Manifests.of(Command.succeed("kubectl", "kustomize", overlay.toString()));
    }

    private static ObjectNode pod(JsonNode object) {
        return (ObjectNode) object.at("/spec/template/spec");
    }

    @Test
    void testUserNamespaces_areOfEachPod() throws Exception {
        List<JsonNode> objects = with("user-namespaces");
        List<JsonNode> workloads = objects.stream()
                .filter(object -> object.at("/spec/template").isObject())
                .toList();
        assertEquals(4, workloads.size());
        for (JsonNode workload : workloads) {
            JsonNode before = pod(workload).remove("hostUsers");
            assertFalse(before.asBoolean(true), workload::toString);
        }
        assertEquals(with(""), objects);
    }

    @Test
    void testPreparedNodes_haveARootWithOneCapabilityThatSeesTheDirectoryAlone() throws Exception {
        List<JsonNode> objects = with("prepare-nodes");
        JsonNode node = objects.stream()
                .filter(object -> object.at("/metadata/name").asText().equals("udsecho-node"))
                .findFirst()
                .orElseThrow();
        JsonNode prepare = pod(node).remove("initContainers").get(0);
        JsonNode security = prepare.path("securityContext");
        assertEquals("registry.test/udsecho:1", prepare.path("image").asText());
        assertEquals(
                "[\"chown\",\"10001:10001\",\"/run/echo\"]",
                prepare.path("command").toString());
        assertEquals(
                "{\"add\":[\"CHOWN\"],\"drop\":[\"ALL\"]}",
                security.path("capabilities").toString());
        assertTrue(security.path("readOnlyRootFilesystem").asBoolean());
        assertFalse(security.path("allowPrivilegeEscalation").asBoolean(true));
        assertEquals(1, prepare.path("volumeMounts").size());
        assertEquals("/run/echo", prepare.at("/volumeMounts/0/mountPath").asText());
        assertEquals(with(""), objects);
    }
}
