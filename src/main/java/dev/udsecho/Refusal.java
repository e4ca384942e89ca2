package dev.udsecho;

import dev.udsecho.client.ExitStatus;
import dev.udsecho.config.ConfigProblems;
import dev.udsecho.config.ConfigRefused;
import dev.udsecho.server.NativeTransportMissing;
import dev.udsecho.socket.PathRefused;
import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Why the service did not start, for its user.
 *
 * @param status the exit status that stands for it
 * @param lines a sentence for each thing that is wrong
 */
record Refusal(ExitStatus status, List<String> lines) {
    private static final Logger LOG = Logger.getLogger(Refusal.class);

    /** Finds the reason among the layers that CDI and Quarkus wrap around it. A fault of ours keeps its stack trace. */
    static Refusal of(Throwable failure) {
        return Stream.iterate(failure, layer -> layer != null, Throwable::getCause)
                .flatMap(Refusal::known)
                .findFirst()
                .orElseGet(() -> {
                    LOG.error("Failed to start", failure);
                    return new Refusal(ExitStatus.SOFTWARE, List.of("failed to start: " + failure));
                });
    }

    private static Stream<Refusal> known(Throwable layer) {
        if (layer instanceof ConfigValidationException config) {
            return Stream.of(new Refusal(
                    ExitStatus.USAGE, ConfigProblems.in(config, System.getenv().keySet())));
        }
        if (layer instanceof ConfigRefused config) {
            return Stream.of(new Refusal(ExitStatus.USAGE, config.problems()));
        }
        if (layer instanceof PathRefused path) {
            return Stream.of(new Refusal(ExitStatus.CANNOT_CREATE, List.of(path.getMessage())));
        }
        if (layer instanceof NativeTransportMissing || layer instanceof QuarkusBindException) {
            return Stream.of(new Refusal(ExitStatus.UNAVAILABLE, List.of(unavailable(layer))));
        }
        return Stream.empty();
    }

    private static String unavailable(Throwable layer) {
        if (layer instanceof QuarkusBindException http) {
            return "cannot serve health on " + http.getHost() + ":" + http.getPort()
                    + ": the port is in use; stop who has it, or choose another with quarkus.http.port";
        }
        return layer.getMessage();
    }
}
