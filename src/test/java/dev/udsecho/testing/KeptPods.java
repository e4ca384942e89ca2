package dev.udsecho.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Pods that a finalizer keeps when they are deleted, so that a test sees how they ended. They are gone when this is
 * closed.
 */
public final class KeptPods implements AutoCloseable {
    private final List<ClusterPod> pods;

    private KeptPods(List<ClusterPod> pods) {
        this.pods = pods;
    }

    /** Keeps these pods. */
    public static KeptPods of(List<ClusterPod> pods) throws Exception {
        KeptPods kept = new KeptPods(pods);
        kept.setFinalizers("[\"udsecho.dev/test\"]");
        return kept;
    }

    /** Waits until each of them has ended, and fails unless it ended as Succeeded, each container with 0. */
    public void awaitSucceeded() throws Exception {
        for (ClusterPod pod : pods) {
            ClusterNamespace.await().until(() -> pod.phase().matches("Succeeded|Failed"));
            for (JsonNode container : pod.now().at("/status/containerStatuses")) {
                assertEquals(0, container.at("/state/terminated/exitCode").asInt(-1), container::toString);
            }
            assertEquals("Succeeded", pod.phase(), () -> pod.name());
        }
    }

    private void setFinalizers(String finalizers) throws Exception {
        for (ClusterPod pod : pods) {
            String patch = "{\"metadata\":{\"finalizers\":" + finalizers + "}}";
            pod.kubectl().succeed("patch", "pod", pod.name(), "--type=merge", "--patch=" + patch);
        }
    }

    @Override
    public void close() {
        try {
            setFinalizers("null");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
