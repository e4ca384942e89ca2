package dev.udsecho.path.owner;

import dev.udsecho.os.IoMessages;
import dev.udsecho.path.PathState;
import dev.udsecho.path.SocketPath;
import dev.udsecho.path.SocketPathException;
import dev.udsecho.path.owner.PathEvent.Kind;
import dev.udsecho.time.BoundedCalls;
import dev.udsecho.time.Ticker;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Checks the published name, and the lock file beside it, once a second. A name that is missing at two checks in a row
 * is published again: an unlink is often the first half of a replacement, and its caller gets time for the second half.
 * A foreign file is left unchanged until it is removed. Each change causes one event. A check that does not return, as
 * when a FUSE process or an NFS server does not answer, causes one event, and so does its return.
 */
final class PathMonitor {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** The time after which a check counts as stuck: longer than a publication takes on a busy machine. */
    private static final Duration STUCK_AFTER = Duration.ofSeconds(3);

    private final Settings settings;
    private final Publication publication;
    private final SocketPath path;
    private final BoundedCalls checks;
    private Optional<Ticker.Task> task = Optional.empty();
    private boolean stuck;
    private PathState last = PathState.OURS;
    private volatile String obstacle = "";
    private final AtomicLong losses = new AtomicLong();

    PathMonitor(Settings settings, Publication publication) {
        this(settings, publication, STUCK_AFTER);
    }

    PathMonitor(Settings settings, Publication publication, Duration stuckAfter) {
        this.checks = new BoundedCalls("path-monitor-check", 1, stuckAfter);
        this.settings = settings;
        this.publication = publication;
        this.path = settings.path();
    }

    /** Starts the checks. */
    void start() {
        task = Optional.of(settings.ticker().every("path-monitor", PERIOD, this::runCheck));
    }

    /** Stops the checks; a check that is running may still finish. */
    void stop() {
        task.ifPresent(Ticker.Task::close);
        checks.close();
    }

    /** Returns the reason why the name cannot be published again, or an empty string. */
    String obstacle() {
        return obstacle;
    }

    /** Returns the number of times the name was found lost or stolen. */
    long losses() {
        return losses.get();
    }

    private void runCheck() {
        try {
            checks.run(Executors.callable(this::check));
            if (stuck) {
                stuck = false;
                report(Kind.ANSWERED, "is monitored again: its file system answers");
            }
        } catch (InterruptedIOException e) {
            if (!stuck) {
                stuck = true;
                report(Kind.UNANSWERED, "is not monitored: " + e.getMessage());
            }
        } catch (IOException stopped) {
            return;
        }
    }

    private void check() {
        try {
            publication.closeIdle();
            PathState found = publication.state();
            if (found == last && isLost(found)) {
                publication.heal();
                found = publication.state();
            }
            update(found);
            if (found == PathState.OURS) {
                publication.maintainLock();
            }
        } catch (SocketPathException e) {
            reportObstacle(e.getMessage());
        } catch (IOException e) {
            reportObstacle(IoMessages.of(e));
        } catch (RuntimeException | LinkageError | InternalError withoutDescriptors) {
            reportObstacle(withoutDescriptors.toString());
        }
    }

    private static boolean isLost(PathState state) {
        return state == PathState.MISSING || state == PathState.FOREIGN;
    }

    private void reportObstacle(String found) {
        if (!found.equals(obstacle)) {
            obstacle = found;
            report(Kind.OBSTACLE, "cannot be published again: " + obstacle);
        }
    }

    private void update(PathState found) {
        boolean overcome = found == PathState.OURS && !obstacle.isEmpty();
        if (last == PathState.OURS && isLost(found)) {
            losses.incrementAndGet();
        }
        if (found != last || overcome) {
            last = found;
            obstacle = "";
            switch (found) {
                case OURS -> report(Kind.HEALED, "is published again");
                case MISSING -> report(Kind.LOST, "has vanished: about to publish it again");
                case FOREIGN ->
                    report(Kind.STOLEN, "was replaced by a foreign file: left alone until that file is removed");
                case WITHDRAWN -> report(Kind.WITHDRAWN, "is withdrawn");
            }
        }
    }

    private void report(Kind kind, String predicate) {
        settings.report(kind, "Socket " + path + " " + predicate);
    }
}
