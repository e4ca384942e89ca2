package dev.udsecho.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The one namespace that the cluster suite uses: each class creates it, and deletes it with all that is in it. A
 * namespace of this name that exists already is left alone, and the class fails.
 */
public final class ClusterNamespace implements BeforeAllCallback, AfterAllCallback {
    /** The name of the namespace. */
    public static final String NAME = "udsecho-test";

    private static final String IMAGE = System.getProperty("cluster.image");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Kubectl kubectl = new Kubectl(NAME);
    private final String podSecurity;
    private boolean created;

    /** Creates the fixture, with the pod security standard that is enforced: {@code privileged} or {@code restricted}. */
    public ClusterNamespace(String podSecurity) {
        this.podSecurity = podSecurity;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Command create = kubectl.run("create", "namespace", NAME);
        if (create.status() != 0) {
            throw new AssertionError("The suite creates the namespace " + NAME + ", and leaves one that exists alone: "
                    + create.output().strip());
        }
        created = true;
        kubectl.succeed("label", "namespace", NAME, "pod-security.kubernetes.io/enforce=" + podSecurity);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (created) {
            kubectl.succeed("delete", "namespace", NAME, "--timeout=3m");
        }
    }

    /** Returns kubectl for this namespace. */
    public Kubectl kubectl() {
        return kubectl;
    }

    /** Applies manifests with the image under test, and returns what kubectl printed. */
    public String apply(String manifests) throws Exception {
        Path file = Files.createTempFile("udsecho-cluster", ".yml");
        try {
            Files.writeString(file, withImage(manifests));
            return kubectl.succeed("apply", "--filename", file.toString());
        } finally {
            Files.delete(file);
        }
    }

    /** Returns manifests that name the image under test. */
    public static String withImage(String manifests) {
        return manifests.replaceAll("image: localhost/udsecho:\\S+", "image: " + IMAGE);
    }

    /** Returns a wait of three minutes at most. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500));
    }

    /** Waits until a workload is rolled out: each of its pods is updated and ready. */
    public void awaitRollout(String workload) throws Exception {
        Command status = kubectl.run("rollout", "status", workload, "--timeout=3m");
        if (status.status() != 0) {
            throw new AssertionError(
                    status.output() + "; is the image " + IMAGE + " in the cluster? (-Dcluster.image=)\n"
                            + kubectl.run("describe", "pods").output());
        }
    }

    /** Returns the pods of a workload, by the label {@code app.kubernetes.io/name}, that are not being deleted. */
    public List<ClusterPod> pods(String workload) throws Exception {
        return kubectl.list("pods", "app.kubernetes.io/name=" + workload).stream()
                .filter(pod -> !pod.at("/metadata").has("deletionTimestamp"))
                .map(pod -> new ClusterPod(kubectl, pod.at("/metadata/name").asText()))
                .toList();
    }
}
