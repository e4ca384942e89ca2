package dev.udsecho.cluster;

import static dev.udsecho.testing.ClusterNamespace.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ClusterNamespace;
import dev.udsecho.testing.ClusterPod;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.ContinuousPing;
import dev.udsecho.testing.KeptPods;
import dev.udsecho.testing.Manifests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the second layout in a cluster: a service on each node, and clients in other pods. The component prepares a
 * directory of the suite's own on each node, which stays there.
 */
@Tag("cluster")
class DaemonSetIT {
    private static final int UPDATES = 3;

    @RegisterExtension
    static final ClusterNamespace CLUSTER = new ClusterNamespace("privileged");

    @TempDir
    static Path directory;

    @BeforeEach
    void applyTheLayout() throws Exception {
        CLUSTER.apply(manifests());
        CLUSTER.awaitRollout("daemonset/udsecho-node");
        CLUSTER.awaitRollout("daemonset/udsecho-node-client");
    }

    private static String manifests() throws Exception {
        Path overlay = directory.resolve("my");
        if (!Files.exists(overlay)) {
            Command.succeed("cp", "-r", Manifests.DIRECTORY.toString(), directory.toString());
            Files.createDirectory(overlay);
            Files.copy(Manifests.DIRECTORY.resolve("daemonset.yml"), overlay.resolve("daemonset.yml"));
            Files.writeString(
                    overlay.resolve("kustomization.yaml"),
                    "resources: [daemonset.yml]\ncomponents: [../kubernetes/components/prepare-nodes]\n");
        }
        String manifests = Command.succeed("kubectl", "kustomize", overlay.toString());
        return manifests.replace("/var/lib/udsecho/socket", "/var/lib/udsecho/" + ClusterNamespace.NAME);
    }

    private static ClusterPod client() throws Exception {
        return CLUSTER.pods("udsecho-node-client").get(0);
    }

    @Test
    void testClientsInOtherPods_areServed() throws Exception {
        for (ClusterPod client : CLUSTER.pods("udsecho-node-client")) {
            client.assertEcho("prober");
            assertEquals(0, client.restarts("prober"));
        }
    }

    @Test
    void testUpdates_failNoConnect() throws Exception {
        ContinuousPing ping = ContinuousPing.start(client(), "prober");
        for (int update = 0; update < UPDATES; update++) {
            CLUSTER.kubectl().succeed("rollout", "restart", "daemonset/udsecho-node");
            CLUSTER.awaitRollout("daemonset/udsecho-node");
        }
        String figures = ping.stop();
        assertTrue(figures.matches("(?s).*\\b\\d{3,} sent, .*\\b0 lost.*"), figures);
        for (ClusterPod node : CLUSTER.pods("udsecho-node")) {
            assertEquals(0, node.restarts("udsecho"));
            assertEquals(List.of(), node.warningsOfProbes());
        }
    }

    @Test
    void testUpdateThatCannotStart_leavesTheOldPodServing() throws Exception {
        List<ClusterPod> old = CLUSTER.pods("udsecho-node");
        CLUSTER.kubectl().succeed("set", "image", "daemonset/udsecho-node", "udsecho=localhost/udsecho-test:missing");
        await().until(() -> CLUSTER.pods("udsecho-node").size() > old.size());
        for (ClusterPod pod : CLUSTER.pods("udsecho-node")) {
            if (!old.contains(pod)) {
                await().until(() -> pod.container("udsecho")
                        .at("/state/waiting/reason")
                        .asText()
                        .contains("Image"));
                assertFalse(pod.isReady());
            }
        }
        client().assertEcho("prober");
    }

    @Test
    void testDelete_endsEveryPodAsSucceeded() throws Exception {
        List<ClusterPod> pods = Stream.of("udsecho-node", "udsecho-node-client")
                .flatMap(DaemonSetIT::podsOf)
                .toList();
        try (KeptPods kept = KeptPods.of(pods)) {
            CLUSTER.kubectl().succeed("delete", "daemonset", "udsecho-node", "udsecho-node-client");
            kept.awaitSucceeded();
        }
    }

    private static Stream<ClusterPod> podsOf(String workload) {
        try {
            return CLUSTER.pods(workload).stream();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
