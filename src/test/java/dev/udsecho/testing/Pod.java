package dev.udsecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/**
 * A pod that Podman creates from a manifest, and that is removed after the test. A StatefulSet, a DaemonSet or a Job is
 * replaced by its template's pod, and a hostPath by a directory of the test. Ports are removed, as Podman would use the
 * same host port for each pod.
 */
public final class Pod implements AutoCloseable {
    private final Path file;
    private final String name;

    private Pod(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    /** Creates the pod in this directory, and starts all its containers. */
    public static Pod play(ObjectNode pod, Path directory) throws Exception {
        return play(pod, directory, "--start=true");
    }

    /** Creates the pod in this directory; the test starts its containers. */
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

    /** Replaces the socket's volume by a directory of the test. */
    public static ObjectNode onHostPath(ObjectNode pod, Path hostPath) {
        for (JsonNode volume : pod.at("/spec/volumes")) {
            if (volume.path("name").asText().equals("socket")) {
                ((ObjectNode) volume).remove("emptyDir");
                ((ObjectNode) volume).putObject("hostPath").put("path", hostPath.toString());
            }
        }
        return pod;
    }

    /** Moves native sidecars to the other containers: Podman does not support them, and the test keeps their order. */
    public static ObjectNode withoutSidecars(ObjectNode pod) {
        ObjectNode spec = (ObjectNode) pod.path("spec");
        List<JsonNode> all = new ArrayList<>();
        spec.path("initContainers").forEach(sidecar -> all.add(((ObjectNode) sidecar).without("restartPolicy")));
        spec.path("containers").forEach(all::add);
        spec.putArray("containers").addAll(all);
        spec.remove("initContainers");
        return pod;
    }

    /** Returns one of its containers. */
    public Container container(String container) {
        return Container.named(name + "-" + container);
    }

    @Override
    public void close() {
        Engine.runUnchecked("play", "kube", "--down", file.toString());
    }
}
