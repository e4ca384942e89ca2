package dev.udsecho.server;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.logging.LogEvent;
import dev.udsecho.logging.StuckLookLog;
import dev.udsecho.os.IoMessages;
import dev.udsecho.path.PublishedSocket.Standing;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.time.Ticker;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Checks the published name, and the lock file beside it, once a second. A name that is missing at two checks in a row is
 * published again: an unlink is often the first half of a replacement, and its caller gets the time for the second half. A
 * foreign file is left alone until somebody removes it. Each change is one line in the log, and so is a look that does not
 * return.
 */
@Singleton
public class PathMonitor {
    private static final Logger LOG = Logger.getLogger(PathMonitor.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final PathOwner publication;
    private final SocketPath path;
    private final Ticker ticker;
    private final StuckLookLog stuck;
    private List<Ticker.Task> tasks = List.of();
    private Standing last = Standing.OURS;
    private volatile String obstacle = "";
    private final AtomicLong losses = new AtomicLong();

    @Inject
    PathMonitor(PathOwner publication, EchoConfig config) {
        this(publication, config, Ticker.SYSTEM);
    }

    PathMonitor(PathOwner publication, EchoConfig config, Ticker ticker) {
        this.publication = publication;
        this.path = config.socket().path();
        this.ticker = ticker;
        this.stuck = new StuckLookLog(path, ticker);
    }

    /** Begins to look. */
    public void start() {
        tasks = List.of(
                ticker.every("name-watch", PERIOD, () -> stuck.run(this::look)),
                ticker.every("stuck-look", PERIOD, stuck::check));
    }

    /** Ends it; a look that is under way may still finish. */
    public void stop() {
        tasks.forEach(Ticker.Task::close);
    }

    /** Why the path cannot be published anew, or nothing. */
    public String obstacle() {
        return obstacle;
    }

    /** How often the name was found to be lost. */
    public long losses() {
        return losses.get();
    }

    private void look() {
        try {
            publication.closeIdle();
            Standing found = publication.standing();
            if (found == last && (found == Standing.MISSING || found == Standing.FOREIGN)) {
                publication.heal();
                found = publication.standing();
            }
            note(found);
            if (found == Standing.OURS) {
                publication.keepLock();
            }
        } catch (SocketPathException e) {
            noteObstacle(e.getMessage());
        } catch (IOException e) {
            noteObstacle(IoMessages.of(e));
        } catch (RuntimeException | LinkageError | InternalError withoutDescriptors) {
            noteObstacle(withoutDescriptors.toString());
        }
    }

    private void noteObstacle(String found) {
        if (!found.equals(obstacle)) {
            obstacle = found;
            line("obstacle", "cannot be published anew: " + obstacle).log(LOG, Logger.Level.WARN);
        }
    }

    private void note(Standing found) {
        boolean overcome = found == Standing.OURS && !obstacle.isEmpty();
        if (last == Standing.OURS && (found == Standing.MISSING || found == Standing.FOREIGN)) {
            losses.incrementAndGet();
        }
        if (found != last || overcome) {
            last = found;
            obstacle = "";
            line(found).log(LOG, Logger.Level.WARN);
        }
    }

    private LogEvent line(Standing found) {
        return switch (found) {
            case OURS -> publication.serving("healed", "Socket " + path + " is published again");
            case MISSING -> line("lost", "has vanished: about to publish it anew");
            case FOREIGN -> line("stolen", "was replaced by somebody else's file: left alone until that is gone");
            case WITHDRAWN -> line("withdrawn", "is withdrawn");
        };
    }

    private LogEvent line(String event, String predicate) {
        return new LogEvent(event, "Socket " + path + " " + predicate).about("path", path);
    }
}
