package dev.udsecho.process;

import dev.udsecho.config.ConfigProblems;
import dev.udsecho.config.ConfigRefused;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.server.netty.NativeTransportMissing;
import dev.udsecho.text.ExitStatus;
import dev.udsecho.text.Printable;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
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
        if (layer instanceof ConfigRefused config) {
            return Optional.of(new StartupError(ExitStatus.USAGE, config.problems()));
        }
        if (layer instanceof SocketPathException path) {
            return Optional.of(new StartupError(ExitStatus.CANNOT_CREATE, List.of(withKeys(path))));
        }
        if (layer instanceof NativeTransportMissing || layer instanceof HttpPort.Unavailable) {
            return Optional.of(new StartupError(ExitStatus.UNAVAILABLE, List.of(layer.getMessage())));
        }
        if (String.valueOf(layer.getMessage()).contains("Too many open files")) {
            return Optional.of(
                    new StartupError(
                            ExitStatus.OS_ERROR,
                            List.of(
                                    "cannot start: this process is out of file descriptors (" + layer.getMessage()
                                            + "); raise its limit (ulimit -n), to 100 at least, and three more for each of echo.event-loops")));
        }
        if (layer instanceof OutOfMemoryError
                && String.valueOf(layer.getMessage()).contains("native thread")) {
            return Optional.of(new StartupError(
                    ExitStatus.OS_ERROR,
                    List.of("cannot start: this process may not create more threads; raise its limit (ulimit -u, or the"
                            + " container's pids limit)")));
        }
        return ofLibrary(String.valueOf(layer.getMessage()), layer);
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

    /** Recognises a user's mistake that a library reports by its message only. */
    private static Optional<StartupError> ofLibrary(String message, Throwable layer) {
        if (message.equals("Unable to start HTTP server")) {
            return Optional.of(new StartupError(
                    ExitStatus.UNAVAILABLE,
                    List.of(HttpPort.configured()
                            .problem(ExceptionUtil.getRootCause(layer).getMessage()))));
        }
        if (message.startsWith("port must be ")) {
            String port = ConfigProvider.getConfig().getValue("quarkus.http.port", String.class);
            return Optional.of(new StartupError(
                    ExitStatus.USAGE, List.of("quarkus.http.port=" + port + " must be from 0 to 65535")));
        }
        return Optional.empty();
    }
}
