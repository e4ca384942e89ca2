package dev.udsecho.process;

import dev.udsecho.config.ConfigProblems;
import dev.udsecho.config.InvalidConfigException;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.server.netty.NativeTransportException;
import dev.udsecho.text.ExitStatus;
import dev.udsecho.text.Printable;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The reason why the service did not start, for its user.
 *
 * @param status the exit status of the process
 * @param lines one sentence for each problem
 */
public record StartupError(ExitStatus status, List<String> lines) {
    private static final Logger LOG = Logger.getLogger(StartupError.class);

    /**
     * Returns the reason, which CDI and Quarkus wrap in several layers. A failure that no layer explains is logged with
     * its stack trace.
     */
    public static StartupError of(Throwable failure) {
        return Stream.iterate(failure, layer -> layer != null, Throwable::getCause)
                .flatMap(layer -> ofLayer(layer).stream())
                .findFirst()
                .orElseGet(() -> {
                    LOG.error("Failed to start", failure);
                    return new StartupError(ExitStatus.SOFTWARE, List.of("failed to start: " + failure));
                });
    }

    /** Prints the sentences to standard error. */
    public void print() {
        lines.forEach(line -> System.err.println("udsecho: " + Printable.text(line)));
    }

    private static Optional<StartupError> ofLayer(Throwable layer) {
        if (layer instanceof ConfigValidationException config) {
            return Optional.of(new StartupError(
                    ExitStatus.USAGE, ConfigProblems.in(config, System.getenv().keySet())));
        }
        if (layer instanceof InvalidConfigException config) {
            return Optional.of(new StartupError(ExitStatus.USAGE, config.problems()));
        }
        if (layer instanceof SocketPathException path) {
            return one(ExitStatus.CANNOT_CREATE, withKeys(path));
        }
        if (layer instanceof NativeTransportException || layer instanceof HttpPortException) {
            return one(ExitStatus.UNAVAILABLE, layer.getMessage());
        }
        return byText(layer, String.valueOf(layer.getMessage()));
    }

    /** Returns the message with the configuration keys of its settings: the path library knows no keys. */
    private static String withKeys(SocketPathException exception) {
        String keys = exception.settings().stream()
                .map(setting -> switch (setting) {
                    case PATH -> "echo.socket.path";
                    case GROUP -> "echo.socket.group";
                    case STANDBY -> "echo.socket.wait";
                })
                .collect(Collectors.joining(", ", " (", ")"));
        return exception.getMessage() + (exception.settings().isEmpty() ? "" : keys);
    }

    /** Recognises a user's mistake that is reported by its message only. */
    private static Optional<StartupError> byText(Throwable layer, String message) {
        if (message.contains(StartFailureTexts.DESCRIPTORS)) {
            return one(
                    ExitStatus.OS_ERROR,
                    "cannot start: this process is out of file descriptors (" + message
                            + "); raise its limit (ulimit -n) to " + StartRequirements.DESCRIPTORS + " at least, and "
                            + StartRequirements.DESCRIPTORS_PER_LOOP
                            + " more for each processor, or for each of echo.event-loops if these are more");
        }
        if (layer instanceof OutOfMemoryError && message.contains(StartFailureTexts.THREADS)) {
            return one(
                    ExitStatus.OS_ERROR,
                    "cannot start: this process may not create more threads; raise its limit (ulimit -u, or the"
                            + " container's pids limit)");
        }
        if (message.equals(StartFailureTexts.HTTP_SERVER)) {
            String reason = ExceptionUtil.getRootCause(layer).getMessage();
            return one(ExitStatus.UNAVAILABLE, HttpPort.configured().problem(reason));
        }
        return message.startsWith(StartFailureTexts.PORT_RANGE)
                ? one(ExitStatus.USAGE, HttpPort.configured().outOfRange())
                : Optional.empty();
    }

    private static Optional<StartupError> one(ExitStatus status, String line) {
        return Optional.of(new StartupError(status, List.of(line)));
    }
}
