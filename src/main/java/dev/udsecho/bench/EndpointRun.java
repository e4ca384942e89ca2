package dev.udsecho.bench;

import dev.udsecho.bench.load.Endpoint;
import dev.udsecho.bench.load.Load;
import dev.udsecho.bench.load.LoadLoop;
import dev.udsecho.bench.load.Phase;
import dev.udsecho.bench.load.ThreadUsage;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.text.Durations;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The load on one endpoint: its connections, which stay open during the whole test, and the totals so far. */
final class EndpointRun implements Closeable {
    private static final int MAX_TICKS = 100;
    private static final long MAX_TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Load load;
    private final Endpoint endpoint;
    private final WorkerThreads workers;
    private final Totals totals;
    private final List<LoadLoop> loops = new ArrayList<>();
    private final List<ThreadUsage> usage = new ArrayList<>();
    private Optional<Processors> processors = Optional.of(Processors.ZERO);

    EndpointRun(Load load, Endpoint endpoint) {
        this.load = load;
        this.endpoint = endpoint;
        this.workers = new WorkerThreads(load.threads());
        this.totals = new Totals(load);
    }

    /**
     * Opens the connections. A failure to open one is counted, and ends the opening. Blocks until all are open or the
     * phase ends.
     */
    void open(Phase phase) throws IOException, InterruptedException {
        try {
            for (int thread = 0; thread < load.threads(); thread++) {
                loops.add(new LoadLoop(load, endpoint, thread, totals.newMeter(), totals.failures()));
                usage.add(ThreadUsage.NONE);
            }
        } catch (IOException e) {
            totals.failures().add(endpoint, e);
            return;
        }
        List<Callable<Void>> tasks = new ArrayList<>();
        loops.forEach(loop -> tasks.add(() -> {
            loop.open(phase);
            return null;
        }));
        workers.runAll(tasks, tickNanos(), () -> {});
    }

    /**
     * Performs operations during a phase, and adds those that succeed to the statistics if they are to be measured.
     * Blocks until the phase has ended.
     */
    void run(Phase phase, boolean measured, Consumer<Progress> onProgress) throws IOException, InterruptedException {
        List<Callable<ThreadUsage>> tasks = new ArrayList<>();
        loops.forEach(loop -> tasks.add(() -> loop.run(phase)));
        Optional<Processors> before = Processors.now();
        totals.begin(phase, measured);
        List<ThreadUsage> phaseUsage = workers.runAll(tasks, tickNanos(), () -> {
            onProgress.accept(progress(phase, measured));
            if (totals.shouldAbort()) {
                phase.endEarly();
            }
        });
        totals.end(phase);
        if (measured) {
            addUsage(phaseUsage, before);
        }
    }

    private void addUsage(List<ThreadUsage> phaseUsage, Optional<Processors> before) {
        for (int thread = 0; thread < phaseUsage.size(); thread++) {
            usage.set(thread, usage.get(thread).plus(phaseUsage.get(thread)));
        }
        Optional<Processors> used = before.flatMap(then -> Processors.now().map(now -> now.since(then)));
        processors = processors.flatMap(sum -> used.map(sum::plus));
    }

    private Progress progress(Phase phase, boolean measured) {
        Duration remaining = Duration.ofNanos(Math.max(0, phase.end() - System.nanoTime()));
        Point recent = totals.tick();
        return new Progress(
                endpoint,
                measured,
                recent.operationsPerSecond(),
                recent.p99Micros(),
                totals.failures().total(),
                remaining);
    }

    private long tickNanos() {
        return Math.min(
                MAX_TICK_NANOS,
                Math.max(TimeUnit.MILLISECONDS.toNanos(1), load.duration().toNanos() / MAX_TICKS));
    }

    /** Returns whether nothing works at this endpoint, or nothing has for longer than the timeout. */
    boolean shouldAbort() {
        return totals.shouldAbort();
    }

    /** Counts a failure if no operation was done and no other failure was counted. */
    void failIfSilent() {
        if (totals.operations() == 0 && totals.failures().total() == 0) {
            totals.failures()
                    .add(Cause.MUTE.saying(
                            "connected, and no operation was done within " + Durations.print(load.duration())));
        }
    }

    /** Returns the statistics so far. */
    EndpointStats stats() {
        return totals.stats(endpoint, usage, processors.map(Processors::idleShare));
    }

    @Override
    public void close() throws IOException {
        for (LoadLoop loop : loops) {
            loop.close();
        }
        workers.close();
        totals.failures().releaseReserve();
    }
}
