package dev.udsecho.cluster;

import static dev.udsecho.testing.ClusterNamespace.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ClusterNamespace;
import dev.udsecho.testing.ClusterPod;
import dev.udsecho.testing.KeptPods;
import dev.udsecho.testing.Manifests;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the first layout in a cluster: a pod whose containers share the socket. */
@Tag("cluster")
class StatefulSetIT {
    @RegisterExtension
    static final ClusterNamespace CLUSTER = new ClusterNamespace("privileged");

    private static final List<String> CONTAINERS = List.of("udsecho", "prober", "application");

    private final ClusterPod pod = new ClusterPod(CLUSTER.kubectl(), "udsecho-0");

    @BeforeEach
    void applyTheLayout() throws Exception {
        apply();
        CLUSTER.awaitRollout("statefulset/udsecho");
    }

    private static String apply() throws Exception {
        return CLUSTER.apply(Files.readString(Manifests.DIRECTORY.resolve("kubernetes.yml")));
    }

    @Test
    void testSecondApply_changesNothing() throws Exception {
        assertEquals("service/udsecho unchanged\nstatefulset.apps/udsecho unchanged\n", apply());
    }

    @Test
    void testDelete_endsThePodAsSucceeded_andTheNextOneStartsWithoutAWarning() throws Exception {
        try (KeptPods kept = KeptPods.of(List.of(pod))) {
            CLUSTER.kubectl().succeed("delete", "statefulset", "udsecho");
            kept.awaitSucceeded();
        }
        CLUSTER.kubectl().succeed("wait", "pod/udsecho-0", "--for=delete", "--timeout=1m");
        applyTheLayout();
        for (String container : CONTAINERS) {
            pod.assertEcho(container);
            assertEquals(0, pod.restarts(container));
        }
        assertEquals(List.of(), pod.warningsOfProbes());
    }

    @Test
    void testServiceThatEnded_isStartedAgain_andItsClientsGoOn() throws Exception {
        int restarts = pod.restarts("udsecho");
        int others = pod.restarts("prober") + pod.restarts("application");
        pod.shell("udsecho", "kill -TERM 1");
        await().until(() -> pod.restarts("udsecho") > restarts && pod.isReady());
        for (String container : CONTAINERS) {
            pod.assertEcho(container);
        }
        assertEquals(others, pod.restarts("prober") + pod.restarts("application"));
    }

    @Test
    void testDeletedSocket_isPublishedAgain() throws Exception {
        pod.shell("udsecho", "rm /run/echo/echo.sock");
        pod.assertEcho("application");
        assertTrue(pod.isReady());
    }

    @Test
    void testForeignFile_isLeftAlone_andThePodIsNotReadyUntilItIsGone() throws Exception {
        pod.shell("udsecho", "echo foreign > /run/echo/file && mv -f /run/echo/file /run/echo/echo.sock");
        await().until(() -> !pod.isReady());
        assertEquals("foreign\n", pod.shell("udsecho", "cat /run/echo/echo.sock"));
        pod.shell("udsecho", "rm /run/echo/echo.sock");
        await().until(pod::isReady);
        pod.assertEcho("application");
    }
}
