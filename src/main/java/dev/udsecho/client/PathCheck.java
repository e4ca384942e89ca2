package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.PathInspector;
import dev.udsecho.diagnosis.PathStep;
import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.Mount;
import dev.udsecho.os.OpenDescriptors;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.Durations;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks along a path, connects, and tries a round trip. What the kernel does counts more than what its files say: if
 * bytes come back, all is well. It works on a thread of its own, as a look at a file system may hang for good.
 */
public final class PathCheck {
    /** How much longer than its deadline it may take, where it still works, to say what is the case. */
    private static final Duration GRACE = Duration.ofMillis(300);

    private final SocketPath path;
    private final Deadline deadline;
    private final ProcessContext surroundings = ProcessContext.current();
    private volatile Optional<PathInspector> inspector = Optional.empty();
    private volatile boolean walked;
    private volatile Optional<PeerCredentials> server = Optional.empty();

    public PathCheck(SocketPath path, Deadline deadline) {
        this.path = path;
        this.deadline = deadline;
    }

    /** Runs it, until the deadline at the latest. */
    public CheckResult run() throws InterruptedException {
        FutureTask<CheckResult> task = new FutureTask<>(this::examine);
        Thread examiner = new Thread(task, "examination");
        examiner.setDaemon(true);
        examiner.start();
        try {
            return deadline.timeout().isZero()
                    ? task.get()
                    : task.get(deadline.millisLeft() + GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return late();
        } catch (ExecutionException e) {
            return failed(e.getCause());
        }
    }

    /** The JVM may have missed a descriptor for a class of its own; all else is a fault of this program. */
    private CheckResult failed(Throwable failure) {
        if (OpenDescriptors.causedFailure(failure)) {
            return outcome(Optional.empty(), Cause.NO_DESCRIPTORS.found().with("class loading", failure));
        }
        throw new IllegalStateException("the examination failed: " + failure, failure);
    }

    /**
     * Where the connect failed, or worked against what the walk saw, it walks anew: the path may have changed since.
     */
    private CheckResult examine() throws IOException {
        boolean passed = walk();
        try (EchoClient client = EchoClient.connect(path, deadline)) {
            server = Optional.of(client.server());
            Duration time = new FirstRoundTrip(client, deadline).run();
            if (!passed) {
                walk();
            }
            return outcome(Optional.of(time), healthy(time));
        } catch (EchoException e) {
            if (server.isEmpty()) {
                walk();
            }
            return outcome(Optional.empty(), e.finding());
        }
    }

    private boolean walk() {
        PathInspector fresh = new PathInspector(path.file(), surroundings);
        inspector = Optional.of(fresh);
        boolean passed = fresh.walk().isEmpty();
        walked = true;
        return passed;
    }

    private Finding healthy(Duration time) {
        Finding ok = Cause.OK.found(TimeUnit.NANOSECONDS.toMicros(time.toNanos()));
        return surroundings.mounts().isMountPoint(path.file())
                ? ok.with(
                                "mount",
                                "the socket file itself is mounted: when its server makes a new one, this stays the old one")
                        .advisingAlso("mount the directory that holds the socket in place of the file")
                : ok;
    }

    private CheckResult outcome(Optional<Duration> roundTrip, Finding finding) {
        return outcome(inspector.map(PathInspector::steps).orElse(List.of()), roundTrip, finding);
    }

    private CheckResult outcome(List<PathStep> steps, Optional<Duration> roundTrip, Finding finding) {
        return new CheckResult(path.file().toString(), steps, server, roundTrip, finding, surroundings.unseen());
    }

    /** It did not come back in time: the server does not answer or accept, or a file system does not let it see. */
    private CheckResult late() {
        String time = Durations.print(deadline.timeout());
        if (server.isPresent()) {
            return outcome(Optional.empty(), Cause.MUTE.saying("connected, and not all came back within " + time));
        }
        return walked ? outcome(Optional.empty(), Cause.BACKLOG_FULL.found(time)) : hung(time);
    }

    private CheckResult hung(String time) {
        Path step = inspector.map(PathInspector::current).orElse(path.file().getRoot());
        Optional<Mount> mount = surroundings.mounts().ofRealPath(step.normalize());
        List<PathStep> steps =
                new ArrayList<>(inspector.map(PathInspector::steps).orElse(List.of()));
        if (steps.stream().noneMatch(seen -> seen.path().equals(step))) {
            steps.add(new PathStep(step, Optional.empty(), Optional.empty(), List.of(), mount, false));
        }
        Finding finding = Cause.MUTE
                .saying("the file system of " + step
                        + mount.map(on -> " (" + on + ")").orElse("") + " did not answer within " + time)
                .advising("look whether what serves that file system is stuck", "wait longer with --timeout");
        return outcome(steps, Optional.empty(), finding);
    }
}
