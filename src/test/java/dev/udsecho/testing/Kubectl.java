package dev.udsecho.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** kubectl, for the cluster of the current kubeconfig and one namespace. Each command runs for four minutes at most. */
public final class Kubectl {
    private final String namespace;

    /** Creates a kubectl for a namespace, which need not exist yet. */
    public Kubectl(String namespace) {
        this.namespace = namespace;
    }

    /** Runs a command, and waits for its exit. */
    public Command run(String... words) throws IOException, InterruptedException {
        return Command.run(command(words));
    }

    /** Runs a command that must succeed, and returns its output; otherwise the test fails with the output. */
    public String succeed(String... words) throws IOException, InterruptedException {
        return Command.succeed(command(words));
    }

    /** Starts a command, and returns at once. Its standard error is that of the tests. */
    public Process start(String... words) throws IOException {
        return Processes.start(new ProcessBuilder(command(words)).redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    /** Returns the objects of a kind that have a label; all of them with an empty label. */
    public List<JsonNode> list(String kind, String label) throws IOException, InterruptedException {
        String json = succeed("get", kind, "--selector", label, "--output", "json");
        return StreamSupport.stream(Manifests.of(json).get(0).path("items").spliterator(), false)
                .toList();
    }

    /** Runs a command in a container. */
    public Command exec(String pod, String container, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("exec", pod, "--container", container, "--"));
        command.addAll(List.of(words));
        return run(command.toArray(String[]::new));
    }

    private List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of("kubectl", "--namespace", namespace));
        command.addAll(List.of(words));
        return command;
    }
}
