package dev.udsecho.client;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.Mount;
import dev.udsecho.diagnosis.PathInspector;
import dev.udsecho.diagnosis.Step;
import dev.udsecho.diagnosis.Surroundings;
import dev.udsecho.socket.SocketPath;
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
 * Looks along a path, connects, and tries a round trip. What the kernel does counts more than what its files say: if bytes
 * come back, all is well. It works on a thread of its own, as a look at a file system may hang for good.
 */
final class Examination {
    /** How much longer than its deadline it may take, where it still works, to say what is the case. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final SocketPath path;
    private final Deadline deadline;
    private final Surroundings surroundings = Surroundings.current();
    private volatile PathInspector inspector;
    private volatile Optional<PeerCredentials> server = Optional.empty();

    Examination(SocketPath path, Deadline deadline) {
        this.path = path;
        this.deadline = deadline;
        this.inspector = new PathInspector(path.file(), surroundings);
    }

    /** Runs it, until the deadline at the latest. */
    Outcome run() throws IOException, InterruptedException {
        FutureTask<Outcome> task = new FutureTask<>(this::examine);
        Thread examiner = new Thread(task, "examination");
        examiner.setDaemon(true);
        examiner.start();
        try {
            return deadline.timeout().isZero()
                    ? task.get()
                    : task.get(deadline.millisLeft() + GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return hung();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LinkageError && Descriptors.areUsedUp()) {
                return outcome(Optional.empty(), Cause.NO_DESCRIPTORS.found().with("class loading", e.getCause()));
            }
            throw new IOException("the examination failed: " + e.getCause(), e.getCause());
        }
    }

    private Outcome examine() throws IOException {
        Optional<Cause> obstacle = inspector.walk().map(Finding::cause);
        try (EchoClient client = EchoClient.connect(path, deadline)) {
            server = Optional.of(client.server());
            Duration time = new FirstRoundTrip(client, deadline).run();
            lookAgainIf(obstacle.isPresent());
            return outcome(Optional.of(time), healthy(time));
        } catch (EchoFailed e) {
            lookAgainIf(server.isEmpty() && obstacle.isPresent() && obstacle.get() != e.reason());
            return outcome(Optional.empty(), e.finding());
        }
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

    /** What the walk saw has changed since. */
    private void lookAgainIf(boolean changed) {
        if (changed) {
            inspector = new PathInspector(path.file(), surroundings);
            inspector.walk();
        }
    }

    private Outcome outcome(Optional<Duration> roundTrip, Finding finding) {
        return outcome(inspector.steps(), roundTrip, finding);
    }

    private Outcome outcome(List<Step> steps, Optional<Duration> roundTrip, Finding finding) {
        return new Outcome(path.file().toString(), steps, server, roundTrip, finding, surroundings.unseen());
    }

    /** A look at the path or the connect did not come back: its file system waits for somebody. */
    private Outcome hung() {
        Path step = inspector.current();
        Optional<Mount> mount = surroundings.mounts().holding(step.normalize());
        List<Step> steps = new ArrayList<>(inspector.steps());
        if (steps.stream().noneMatch(seen -> seen.path().equals(step))) {
            steps.add(new Step(step, Optional.empty(), Optional.empty(), List.of(), mount, false));
        }
        Finding finding = Cause.MUTE
                .saying("the file system of " + step
                        + mount.map(on -> " (" + on + ")").orElse("") + " did not answer within "
                        + Durations.print(deadline.timeout()))
                .advising("look whether what serves that file system is stuck");
        return outcome(steps, Optional.empty(), finding);
    }
}
