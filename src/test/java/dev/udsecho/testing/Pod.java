package dev.udsecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/**
 * A pod that Podman plays from a manifest, removed at the end. A StatefulSet, a DaemonSet or a Job becomes its template's
 * pod, a hostPath a directory of the test, and no port is named, as Podman would take the same one of the host for each pod.
 */
public final class Pod implements AutoCloseable {
    private final Path file;
    private final String name;

    private Pod(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    /** Makes the pod in this directory, and starts all its containers. */
    public static Pod play(ObjectNode pod, Path directory) throws Exception {
        return play(pod, directory, "--start=true");
    }

    /** Makes the pod in this directory, for the test to start its containers. */
    public static Pod make(ObjectNode pod, Path directory) throws Exception {
        return play(pod, directory, "--start=false");
    }

    private static Pod play(ObjectNode pod, Path directory, String start) throws Exception {
        String name = pod.at("/metadata/name").asText();
        pod.at("/spec/containers").forEach(container -> ((ObjectNode) container).remove("ports"));
        Path file = Files.writeString(directory.resolve(name + ".yml"), Manifests.text(pod));
        Pod played = new Pod(file, name);
        ClientRun run = Engine.run(List.of("play", "kube", start, file.toString()));
        if (run.status() != 0) {
            played.close();
            Assertions.fail(run.toString());
        }
        return played;
    }

    /** Puts a directory of the test in the place of the socket's volume. */
    public static ObjectNode onHostPath(ObjectNode pod, Path hostPath) {
        for (JsonNode volume : pod.at("/spec/volumes")) {
            if (volume.path("name").asText().equals("socket")) {
                ((ObjectNode) volume).remove("emptyDir");
                ((ObjectNode) volume).putObject("hostPath").put("path", hostPath.toString());
            }
        }
        return pod;
    }

    /** Puts native sidecars among the other containers: Podman does not know them, and the test keeps their order. */
    public static ObjectNode withoutSidecars(ObjectNode pod) {
        ObjectNode spec = (ObjectNode) pod.path("spec");
        List<JsonNode> all = new ArrayList<>();
        spec.path("initContainers").forEach(sidecar -> all.add(((ObjectNode) sidecar).without("restartPolicy")));
        spec.path("containers").forEach(all::add);
        spec.putArray("containers").addAll(all);
        spec.remove("initContainers");
        return pod;
    }

    /** One of its containers. */
    public Container container(String container) {
        return Container.named(name + "-" + container);
    }

    @Override
    public void close() {
        Engine.runUnchecked("play", "kube", "--down", file.toString());
    }
}
