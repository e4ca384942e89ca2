package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.socket.PathRefused;
import dev.udsecho.socket.SocketFile.Standing;
import dev.udsecho.socket.SocketPath;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Looks after the published name once a second: a lost one is published anew, a foreign one is left alone until whoever
 * put it there takes it away. Each change is one line in the log.
 */
@Singleton
public class NameWatch {
    private static final Logger LOG = Logger.getLogger(NameWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final String WELL = "";

    private final Vertx vertx;
    private final Publication publication;
    private final SocketPath path;
    private Optional<Long> timer = Optional.empty();
    private String trouble = WELL;

    NameWatch(Vertx vertx, Publication publication, EchoConfig config) {
        this.vertx = vertx;
        this.publication = publication;
        this.path = config.socket().path();
    }

    /** Begins to look. */
    public void start() {
        timer = Optional.of(vertx.setPeriodic(PERIOD.toMillis(), tick -> vertx.executeBlocking(this::look)));
    }

    /** Ends it; a look that is under way may still finish. */
    public void stop() {
        timer.ifPresent(vertx::cancelTimer);
    }

    /** One look at a time, as Vert.x orders the blocking calls of a context. */
    private Optional<Standing> look() {
        try {
            publication.closeIdle();
            if (publication.heal()) {
                LOG.warnf("Socket %s had vanished: published anew", path);
            }
            Optional<Standing> standing = publication.standing();
            boolean foreign = standing.equals(Optional.of(Standing.FOREIGN));
            report(foreign ? "was replaced by somebody else's file: left alone until that is gone" : WELL);
            return standing;
        } catch (IOException | PathRefused e) {
            report("has vanished and cannot be published anew: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void report(String state) {
        if (!state.equals(trouble)) {
            trouble = state;
            LOG.warnf("Socket %s %s", path, state.equals(WELL) ? "is ours again" : state);
        }
    }
}
