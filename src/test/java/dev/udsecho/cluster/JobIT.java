package dev.udsecho.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ClusterNamespace;
import dev.udsecho.testing.ClusterPod;
import dev.udsecho.testing.Manifests;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the third layout in a cluster: a job with the service as its native sidecar. */
@Tag("cluster")
class JobIT {
    @RegisterExtension
    static final ClusterNamespace CLUSTER = new ClusterNamespace("privileged");

    @Test
    void testJob_completes_andItsSidecarEndsAfterTheClient() throws Exception {
        CLUSTER.apply(Files.readString(Manifests.DIRECTORY.resolve("job.yml")));
        CLUSTER.kubectl().succeed("wait", "job/udsecho-job", "--for=condition=Complete", "--timeout=3m");
        ClusterPod pod = CLUSTER.pods("udsecho-job").get(0);
        String figures = CLUSTER.kubectl().succeed("logs", "job/udsecho-job", "--container=client");
        assertTrue(figures.contains("10000 sent, 10000 received, 0 lost"), figures);
        assertEquals("Succeeded", pod.phase());
        for (String container : new String[] {"udsecho", "client"}) {
            assertEquals(
                    0, pod.container(container).at("/state/terminated/exitCode").asInt(-1));
            assertEquals(0, pod.restarts(container));
        }
    }
}
