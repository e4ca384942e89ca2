package dev.udsecho.path.owner;

import dev.udsecho.path.owner.PathEvent.Kind;
import dev.udsecho.text.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * Reports a check of the path that does not return, as when a FUSE process or an NFS server does not answer. One event
 * reports that it has taken longer than {@link #LIMIT}, and one that it returned, so there are at most two events in
 * three seconds. For any thread.
 */
final class StuckCheck {
    /** The time after which a check counts as stuck: longer than a publication takes on a busy machine. */
    static final Duration LIMIT = Duration.ofSeconds(3);

    private final Settings settings;
    private Optional<Long> started = Optional.empty();
    private boolean stuck;

    StuckCheck(Settings settings) {
        this.settings = settings;
    }

    /** Runs a check, and reports its return if it was reported as stuck. */
    void run(Runnable check) {
        begin();
        try {
            check.run();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        started = Optional.of(settings.ticker().nanos());
    }

    private synchronized void end() {
        started = Optional.empty();
        if (stuck) {
            stuck = false;
            report(Kind.ANSWERED, "is monitored again: its file system answers");
        }
    }

    /** Reports a check that takes too long, once. */
    synchronized void check() {
        if (!stuck && started.isPresent() && settings.ticker().nanos() - started.get() > LIMIT.toNanos()) {
            stuck = true;
            report(
                    Kind.UNANSWERED,
                    "is not monitored: its file system does not answer within " + Durations.print(LIMIT));
        }
    }

    private void report(Kind kind, String predicate) {
        settings.report(kind, "Socket " + settings.path() + " " + predicate);
    }
}
