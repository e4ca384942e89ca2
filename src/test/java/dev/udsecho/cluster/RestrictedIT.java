package dev.udsecho.cluster;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.udsecho.testing.ClusterNamespace;
import dev.udsecho.testing.ClusterPod;
import dev.udsecho.testing.Command;
import dev.udsecho.testing.Manifests;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests which layouts a namespace takes that enforces the "restricted" pod security standard. */
@Tag("cluster")
class RestrictedIT {
    @RegisterExtension
    static final ClusterNamespace CLUSTER = new ClusterNamespace("restricted");

    @TempDir
    Path directory;

    @Test
    void testPodThatSharesTheSocket_isServed() throws Exception {
        CLUSTER.apply(Files.readString(Manifests.DIRECTORY.resolve("kubernetes.yml")));
        CLUSTER.awaitRollout("statefulset/udsecho");
        new ClusterPod(CLUSTER.kubectl(), "udsecho-0").assertEcho("application");
    }

    @Test
    void testJob_completes() throws Exception {
        CLUSTER.apply(Files.readString(Manifests.DIRECTORY.resolve("job.yml")));
        CLUSTER.kubectl().succeed("wait", "job/udsecho-job", "--for=condition=Complete", "--timeout=3m");
    }

    @Test
    void testDirectoryOfTheNode_isRefused_forNothingElse() throws Exception {
        String pod = Manifests.text(
                Manifests.podOf(Manifests.find("daemonset.yml", "DaemonSet", "udsecho-node"), "udsecho-node"));
        Path file = Files.writeString(directory.resolve("pod.yml"), pod);
        Command refused = CLUSTER.kubectl().run("apply", "--dry-run=server", "--filename", file.toString());
        assertNotEquals(0, refused.status());
        assertTrue(
                refused.output()
                        .contains("violates PodSecurity \"restricted:latest\": restricted volume types (volume"
                                + " \"socket\" uses restricted volume type \"hostPath\")"),
                refused::output);
    }
}
