package dev.udsecho.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.udsecho.process.ShutdownWatchdog;
import dev.udsecho.testing.Manifests;
import dev.udsecho.testing.TestConfig;
import dev.udsecho.text.ProgramVersion;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every manifest keeps to: Kubernetes' schema, and the rules of the "restricted" pod security standard and our own. */
class ManifestTest {
    private static final List<String> FILES = List.of("namespace.yml", "kubernetes.yml", "daemonset.yml", "job.yml");
    private static final Map<String, Class<?>> MODELS = Map.of(
            "Namespace", Namespace.class,
            "Service", Service.class,
            "StatefulSet", StatefulSet.class,
            "DaemonSet", DaemonSet.class,
            "Job", Job.class);

    /** The least time for a pod without a server, in seconds. */
    private static final int CLIENT_GRACE = 5;

    static List<JsonNode> objects() throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (String file : FILES) {
            objects.addAll(Manifests.in(file));
        }
        return objects;
    }

    static List<JsonNode> pods() throws IOException {
        return objects().stream()
                .map(object -> object.at("/spec/template/spec"))
                .filter(spec -> !spec.isMissingNode())
                .toList();
    }

    /** Each container behind the pod that it is in. */
    static Stream<JsonNode[]> containers() throws IOException {
        return pods().stream().flatMap(pod -> Stream.of("initContainers", "containers")
                .flatMap(kind -> StreamSupport.stream(pod.path(kind).spliterator(), false))
                .map(container -> new JsonNode[] {pod, container}));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void testObject_isOfItsSchema(JsonNode object) throws Exception {
        Class<?> model = MODELS.get(object.path("kind").asText());
        Manifests.strictly(object, model);
        ObjectNode wrong = object.deepCopy();
        ((ObjectNode) wrong.path(wrong.has("spec") ? "spec" : "metadata")).put("tmeplate", 1);
        assertThrows(JsonMappingException.class, () -> Manifests.strictly(wrong, model));
    }

    @Test
    void testLayouts_areAllThere() throws Exception {
        List<String> kinds = objects().stream()
                .map(object -> object.path("kind").asText() + " "
                        + object.at("/metadata/name").asText())
                .toList();
        assertEquals(
                List.of(
                        "Namespace udsecho",
                        "Service udsecho",
                        "StatefulSet udsecho",
                        "DaemonSet udsecho-node",
                        "DaemonSet udsecho-node-client",
                        "Job udsecho-job"),
                kinds);
        assertEquals(
                "None",
                Manifests.find("kubernetes.yml", "Service", "udsecho")
                        .at("/spec/clusterIP")
                        .asText());
        assertEquals(
                3,
                Manifests.find("kubernetes.yml", "StatefulSet", "udsecho")
                        .at("/spec/template/spec/containers")
                        .size());
        assertEquals(
                "Always",
                Manifests.find("job.yml", "Job", "udsecho-job")
                        .at("/spec/template/spec/initContainers/0/restartPolicy")
                        .asText());
    }

    @Test
    void testServersThatStay_haveAllProbes() throws Exception {
        for (JsonNode[] container : containers().toList()) {
            boolean stays = container[1].path("name").asText().equals("udsecho") && !container[1].has("restartPolicy");
            for (String probe : List.of("readiness", "liveness")) {
                assertEquals(stays, container[1].has(probe + "Probe"), container[1]::toString);
            }
        }
    }

    @Test
    void testVolumesOfThePod_areGivenToTheSharedGroup() throws Exception {
        for (JsonNode pod : pods()) {
            boolean ofTheNode = pod.path("volumes").toString().contains("hostPath");
            assertEquals(
                    ofTheNode ? 0 : 10001, pod.at("/securityContext/fsGroup").asInt());
        }
    }

    @Test
    void testKustomization_composesEveryFile() throws Exception {
        JsonNode kustomization = Manifests.in("kustomization.yaml").get(0);
        List<String> resources = new ArrayList<>();
        kustomization.path("resources").forEach(resource -> resources.add(resource.asText()));
        assertEquals(FILES, resources);
        assertEquals(
                ProgramVersion.number(), kustomization.at("/images/0/newTag").asText());
    }

    @ParameterizedTest
    @MethodSource("pods")
    void testPod_isRestricted(JsonNode pod) {
        JsonNode security = pod.path("securityContext");
        assertTrue(security.path("runAsNonRoot").asBoolean());
        assertEquals("RuntimeDefault", security.at("/seccompProfile/type").asText());
        assertFalse(pod.path("automountServiceAccountToken").asBoolean(true));
        assertTrue(pod.path("terminationGracePeriodSeconds").asInt() >= CLIENT_GRACE);
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace")) {
            assertFalse(pod.has(shared), shared);
        }
    }

    @Test
    void testServers_haveTimeForTheLongestShutdown() throws Exception {
        Duration longest = ShutdownWatchdog.maxDuration(TestConfig.of(Map.of()).drainTimeout());
        List<Integer> seconds = pods().stream()
                .filter(pod -> pod.toString().contains("startupProbe"))
                .map(pod -> pod.path("terminationGracePeriodSeconds").asInt())
                .toList();
        assertEquals(3, seconds.size());
        assertTrue(Duration.ofSeconds(Collections.min(seconds)).compareTo(longest) > 0, longest::toString);
    }

    @Test
    void testUpdateOfTheDaemonSet_beginsWithASuccessorThatStandsBy() throws Exception {
        String daemonSet = Files.readString(Path.of("kubernetes/daemonset.yml"));
        assertTrue(daemonSet.contains("maxSurge: 1"));
        assertTrue(daemonSet.contains("maxUnavailable: 0"));
        assertTrue(daemonSet.contains("- name: ECHO_SOCKET_WAIT"));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void testContainer_isRestricted(JsonNode pod, JsonNode container) {
        JsonNode security = container.path("securityContext");
        assertTrue(uid(pod, container) > 0);
        assertTrue(security.path("readOnlyRootFilesystem").asBoolean());
        assertFalse(security.path("allowPrivilegeEscalation").asBoolean(true));
        assertEquals("[\"ALL\"]", security.at("/capabilities/drop").toString());
        assertFalse(security.at("/capabilities").has("add"));
        assertFalse(security.has("privileged"));
    }

    private static int uid(JsonNode pod, JsonNode container) {
        return container
                .at("/securityContext/runAsUser")
                .asInt(pod.at("/securityContext/runAsUser").asInt());
    }

    @ParameterizedTest
    @MethodSource("containers")
    void testContainer_hasRequestsLimitsAndTheProjectsImage(JsonNode pod, JsonNode container) throws Exception {
        for (String resource : List.of("cpu", "memory")) {
            assertTrue(container.at("/resources/requests").has(resource), resource);
            assertTrue(container.at("/resources/limits").has(resource), resource);
        }
        assertEquals(
                "localhost/udsecho:" + ProgramVersion.number(),
                container.path("image").asText());
    }

    @ParameterizedTest
    @MethodSource("containers")
    void testContainer_mountsTheDirectoryAndWritesToItOnlyToServe(JsonNode pod, JsonNode container) {
        boolean serves = container.path("name").asText().equals("udsecho");
        List<JsonNode> mounts = new ArrayList<>();
        container.path("volumeMounts").forEach(mounts::add);
        assertTrue(mounts.stream().noneMatch(mount -> mount.has("subPath")));
        JsonNode socket = mounts.stream()
                .filter(mount -> mount.path("name").asText().equals("socket"))
                .findFirst()
                .orElseThrow();
        assertEquals("/run/echo", socket.path("mountPath").asText());
        assertEquals(!serves, socket.path("readOnly").asBoolean());
        assertEquals(serves, mounts.stream().anyMatch(mount -> mount.path("mountPath")
                .asText()
                .equals("/tmp")));
        assertEquals(serves, container.has("startupProbe"));
        container.path("ports").forEach(port -> assertFalse(port.has("hostPort")));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void testContainer_isInTheGroupOfTheSocket(JsonNode pod, JsonNode container) {
        JsonNode security = pod.path("securityContext");
        boolean member = security.path("runAsGroup").asInt() == 10001 && uid(pod, container) == 10001
                || security.path("supplementalGroups").toString().equals("[10001]");
        assertTrue(member, security::toString);
    }
}
