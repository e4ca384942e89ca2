package dev.udsecho.bench;

import dev.udsecho.bench.load.Endpoint;
import dev.udsecho.bench.load.Load;
import dev.udsecho.bench.load.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A load test: the same load on one endpoint, or on several in turn. Several endpoints are measured in slices, A B A B,
 * so that a machine that slows down during the test gives none of them an advantage.
 */
public final class Bench {
    private static final int MAX_SLICES = 5;

    /** The time limit for opening all connections, where a connect itself has no timeout. */
    private static final Duration OPEN_LIMIT = Duration.ofDays(1);

    private final Load load;
    private final List<EndpointRun> runs;
    private final Consumer<Progress> onProgress;
    private Phase current = new Phase(Duration.ZERO);
    private boolean interrupted;

    /**
     * Creates a load test that has not started.
     *
     * @param onProgress is called periodically with the progress, on the thread that runs the test
     */
    public Bench(Load load, List<Endpoint> endpoints, Consumer<Progress> onProgress) {
        this.load = load;
        this.runs = endpoints.stream()
                .map(endpoint -> new EndpointRun(load, endpoint))
                .toList();
        this.onProgress = onProgress;
    }

    /**
     * Runs the load test and blocks until it ends, which is early where nothing works.
     *
     * @return the statistics of each endpoint
     * @throws IOException if a selector fails
     */
    public List<EndpointStats> run() throws IOException, InterruptedException {
        try {
            if (open() && warmUp()) {
                measure();
            }
            return runs.stream().map(EndpointRun::stats).toList();
        } finally {
            for (EndpointRun run : runs) {
                run.close();
            }
        }
    }

    private boolean open() throws IOException, InterruptedException {
        for (EndpointRun run : runs) {
            run.open(newPhase(OPEN_LIMIT));
            if (isOver(run) || run.stats().failures().total() > 0) {
                return false;
            }
        }
        return true;
    }

    private boolean warmUp() throws IOException, InterruptedException {
        for (EndpointRun run : runs) {
            run.run(newPhase(load.warmUp()), false, onProgress);
            if (isOver(run)) {
                return false;
            }
        }
        return true;
    }

    private void measure() throws IOException, InterruptedException {
        int slices = runs.size() == 1
                ? 1
                : (int) Math.max(1, Math.min(MAX_SLICES, load.duration().toSeconds()));
        Duration slice = load.duration().dividedBy(slices);
        for (int left = slices * runs.size() - 1; left >= 0; left--) {
            Duration later = slice.multipliedBy(left);
            EndpointRun run = runs.get(runs.size() - 1 - left % runs.size());
            run.run(newPhase(slice), true, progress -> onProgress.accept(progress.plusRemaining(later)));
            if (isOver(run)) {
                return;
            }
        }
        runs.forEach(EndpointRun::failIfSilent);
    }

    private boolean isOver(EndpointRun run) {
        return isInterrupted() || run.shouldAbort();
    }

    private synchronized Phase newPhase(Duration duration) {
        current = new Phase(duration);
        if (interrupted) {
            current.endEarly();
        }
        return current;
    }

    /** Ends the test soon, with what was measured so far. May be called from any thread. */
    public synchronized void interrupt() {
        interrupted = true;
        current.endEarly();
    }

    /** Returns whether {@link #interrupt} was called. */
    public synchronized boolean isInterrupted() {
        return interrupted;
    }
}
