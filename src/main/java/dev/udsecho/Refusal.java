package dev.udsecho;

import dev.udsecho.client.ExitStatus;
import dev.udsecho.config.ConfigProblems;
import dev.udsecho.config.ConfigRefused;
import dev.udsecho.server.NativeTransportMissing;
import dev.udsecho.socket.PathRefused;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Why the service did not start, for its user.
 *
 * @param status the exit status that stands for it
 * @param lines a sentence for each thing that is wrong
 */
record Refusal(ExitStatus status, List<String> lines) {
    /** How Quarkus says that it cannot listen; on a native transport it is not one of its own exceptions. */
    private static final String HTTP_FAILED = "Unable to start HTTP server";

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
        if (layer instanceof NativeTransportMissing) {
            return Stream.of(new Refusal(ExitStatus.UNAVAILABLE, List.of(layer.getMessage())));
        }
        if (HTTP_FAILED.equals(layer.getMessage())) {
            return Stream.of(new Refusal(ExitStatus.UNAVAILABLE, List.of(httpFailed(layer))));
        }
        return Stream.empty();
    }

    private static String httpFailed(Throwable layer) {
        Config config = ConfigProvider.getConfig();
        return "cannot serve health checks on " + config.getValue("quarkus.http.host", String.class) + ":"
                + config.getValue("quarkus.http.port", String.class) + " ("
                + ExceptionUtil.getRootCause(layer).getMessage()
                + "); choose others with quarkus.http.host and quarkus.http.port";
    }
}
