package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.PathInspector;
import dev.udsecho.diagnosis.PathStep;
import dev.udsecho.diagnosis.ProcessContext;
import dev.udsecho.os.OpenDescriptors;
import dev.udsecho.path.SocketPath;
import dev.udsecho.text.Durations;
import dev.udsecho.time.DaemonThreads;
import dev.udsecho.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A check of a path: inspects its components, connects, and tries the expected exchange. The kernel's answer counts more
 * than file modes: if the exchange succeeds, the result is OK. It runs on a daemon thread, as a file system call may hang
 * indefinitely.
 */
public final class PathCheck {
    /** The time after the deadline within which the check, where it still runs, may deliver its own result. */
    private static final Duration GRACE = Duration.ofMillis(300);

    private final SocketPath path;
    private final Expectation expectation;
    private final Deadline deadline;
    private final ProcessContext context = ProcessContext.current();
    private volatile Optional<PathInspector> inspector = Optional.empty();
    private volatile boolean walked;
    private final FutureTask<CheckResult> task = new FutureTask<>(this::check);
    private volatile Optional<PeerCredentials> server = Optional.empty();

    public PathCheck(SocketPath path, Expectation expectation, Deadline deadline) {
        this.path = path;
        this.expectation = expectation;
        this.deadline = deadline;
    }

    /** Runs the check and blocks until its deadline plus 300 ms at most; a deadline of zero means no limit. */
    public CheckResult run() throws InterruptedException {
        DaemonThreads.start("examination", task);
        return result();
    }

    /** Returns the result of a check that runs, and blocks for it as {@link #run} does. */
    public CheckResult result() throws InterruptedException {
        try {
            return deadline.timeout().isZero()
                    ? task.get()
                    : task.get(deadline.millisLeft() + GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return timedOut();
        } catch (ExecutionException e) {
            return failed(e.getCause());
        }
    }

    /** Returns whether the check was started and has not ended, as where a file system hangs. */
    public boolean isStuck() {
        return !task.isDone();
    }

    /**
     * Returns the result for a check that threw. The JVM may have had no file descriptor to load a class; anything else
     * is a fault of this program.
     */
    private CheckResult failed(Throwable failure) {
        if (OpenDescriptors.causedFailure(failure)) {
            return result(Optional.empty(), Cause.NO_DESCRIPTORS.found().with("class loading", failure));
        }
        throw new IllegalStateException("the examination failed: " + failure, failure);
    }

    /**
     * Walks the path and connects. If the connect fails, or succeeds although the walk found an obstacle, it walks
     * again, as the path may have changed in between.
     */
    private CheckResult check() throws IOException {
        boolean passed = walk();
        try (EchoClient client = EchoClient.connect(path, deadline)) {
            server = Optional.of(client.serverCredentials());
            Answer answer = expectation.meet(client, deadline);
            if (!passed) {
                walk();
            }
            return result(Optional.of(answer.time()), okFinding(answer));
        } catch (EchoException e) {
            if (server.isEmpty()) {
                walk();
            }
            return result(Optional.empty(), e.finding());
        }
    }

    private boolean walk() {
        PathInspector started = new PathInspector(path.file(), context);
        inspector = Optional.of(started);
        boolean passed = started.walk().isEmpty();
        walked = true;
        return passed;
    }

    private Finding okFinding(Answer answer) {
        Finding ok = expectation.met(answer);
        return context.mounts().isMountPoint(path.file())
                ? ok.with(
                                "mount",
                                "the socket file itself is mounted: when its server makes a new one, this stays the old one")
                        .advisingAlso("mount the directory that holds the socket in place of the file")
                : ok;
    }

    private CheckResult result(Optional<Duration> roundTrip, Finding finding) {
        return result(inspector.map(PathInspector::steps).orElse(List.of()), roundTrip, finding);
    }

    private CheckResult result(List<PathStep> steps, Optional<Duration> roundTrip, Finding finding) {
        return new CheckResult(
                path.file().toString(), steps, server, expectation.exchange(), roundTrip, finding, context.unseen());
    }

    /**
     * Returns the result for a check that did not finish in time: the server does not answer or accept, or a file
     * system hangs.
     */
    private CheckResult timedOut() {
        String time = Durations.print(deadline.timeout());
        if (server.isPresent()) {
            return result(Optional.empty(), Cause.MUTE.saying("connected, and not all came back within " + time));
        }
        return walked ? result(Optional.empty(), Cause.BACKLOG_FULL.found(time)) : fileSystemHung(time);
    }

    private CheckResult fileSystemHung(String time) {
        HungFileSystem hung = HungFileSystem.at(
                inspector.map(PathInspector::current).orElse(path.file().getRoot()), context);
        List<PathStep> steps = inspector.map(PathInspector::steps).orElse(List.of());
        return result(hung.addTo(steps), Optional.empty(), hung.finding(time));
    }
}
