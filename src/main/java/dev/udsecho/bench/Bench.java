package dev.udsecho.bench;

import dev.udsecho.bench.load.Endpoint;
import dev.udsecho.bench.load.Load;
import dev.udsecho.bench.load.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run: the same load on one endpoint, or on several in turn. These are measured in slices, A B A B, so that a machine
 * that becomes slower meanwhile is no advantage to one of them.
 */
public final class Bench {
    private static final int MOST_SLICES = 5;

    /** How long the connections of all may take to open, where each may take for ever. */
    private static final Duration AGES = Duration.ofDays(1);

    private final Load load;
    private final List<EndpointRun> sides;
    private final Consumer<Progress> watcher;
    private Phase current = new Phase(Duration.ZERO);
    private boolean interrupted;

    /**
     * A run that has not begun.
     *
     * @param watcher is told now and then how far it is
     */
    public Bench(Load load, List<Endpoint> endpoints, Consumer<Progress> watcher) {
        this.load = load;
        this.sides = endpoints.stream()
                .map(endpoint -> new EndpointRun(load, endpoint))
                .toList();
        this.watcher = watcher;
    }

    /**
     * Runs to its end, which comes early where nothing works.
     *
     * @return the figures of each endpoint
     * @throws IOException if a selector fails
     */
    public List<EndpointStats> run() throws IOException, InterruptedException {
        try {
            if (open() && warmUp()) {
                measure();
            }
            return sides.stream().map(EndpointRun::figures).toList();
        } finally {
            for (EndpointRun side : sides) {
                side.close();
            }
        }
    }

    private boolean open() throws IOException, InterruptedException {
        for (EndpointRun side : sides) {
            side.open(stage(AGES));
            if (isOver(side) || side.figures().failures().total() > 0) {
                return false;
            }
        }
        return true;
    }

    private boolean warmUp() throws IOException, InterruptedException {
        for (EndpointRun side : sides) {
            side.run(stage(load.warmUp()), false, watcher);
            if (isOver(side)) {
                return false;
            }
        }
        return true;
    }

    private void measure() throws IOException, InterruptedException {
        int slices = sides.size() == 1
                ? 1
                : (int) Math.max(1, Math.min(MOST_SLICES, load.duration().toSeconds()));
        Duration slice = load.duration().dividedBy(slices);
        for (int left = slices * sides.size() - 1; left >= 0; left--) {
            Duration more = slice.multipliedBy(left);
            EndpointRun side = sides.get(sides.size() - 1 - left % sides.size());
            side.run(stage(slice), true, progress -> watcher.accept(progress.before(more)));
            if (isOver(side)) {
                return;
            }
        }
        sides.forEach(EndpointRun::requireAnAnswer);
    }

    private boolean isOver(EndpointRun side) {
        return isInterrupted() || side.isHopeless();
    }

    private synchronized Phase stage(Duration duration) {
        current = new Phase(duration);
        if (interrupted) {
            current.cut();
        }
        return current;
    }

    /** Lets it end soon, with what was measured so far. From any thread. */
    public synchronized void interrupt() {
        interrupted = true;
        current.cut();
    }

    /** Whether somebody let it end before its time. */
    public synchronized boolean isInterrupted() {
        return interrupted;
    }
}
