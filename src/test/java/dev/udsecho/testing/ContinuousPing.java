package dev.udsecho.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A ping in a container of the cluster that connects a hundred times a second until it is stopped. */
public final class ContinuousPing {
    private static final String COMMAND =
            "udsecho ping --quiet --interval 10ms & echo started; read end; kill -TERM $!; wait $!";

    private final Process process;

    private ContinuousPing(Process process) {
        this.process = process;
    }

    /** Starts it. */
    public static ContinuousPing start(ClusterPod pod, String container) throws IOException {
        Process process =
                pod.kubectl().start("exec", "--stdin", pod.name(), "--container", container, "--", "sh", "-c", COMMAND);
        process.getInputStream().readNBytes("started\n".length());
        return new ContinuousPing(process);
    }

    /** Stops it, and returns its summary. The end of its standard input stops it. */
    public String stop() throws IOException {
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
