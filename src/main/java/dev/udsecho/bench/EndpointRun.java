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
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The load on one endpoint: its connections, which stand from the beginning to the end, and what was counted so far. */
final class EndpointRun implements Closeable {
    private static final int TICKS = 100;
    private static final long LONGEST_TICK = TimeUnit.MILLISECONDS.toNanos(100);

    private final Load load;
    private final Endpoint endpoint;
    private final WorkerThreads crew;
    private final Totals count;
    private final List<LoadLoop> loops = new ArrayList<>();
    private final List<ThreadUsage> labour = new ArrayList<>();
    private Optional<Processors> processors = Optional.of(Processors.NONE);

    EndpointRun(Load load, Endpoint endpoint) {
        this.load = load;
        this.endpoint = endpoint;
        this.crew = new WorkerThreads(load.threads());
        this.count = new Totals(load);
    }

    /** Opens its connections, as far as that can be done: where it can't, there is a failure. */
    void open(Phase patience) throws IOException, InterruptedException {
        try {
            for (int thread = 0; thread < load.threads(); thread++) {
                loops.add(new LoadLoop(load, endpoint, thread, count.meter(), count.failures()));
                labour.add(ThreadUsage.NONE);
            }
        } catch (IOException e) {
            count.failures().add(endpoint, e);
            return;
        }
        List<Callable<Void>> parts = new ArrayList<>();
        loops.forEach(loop -> parts.add(() -> {
            loop.open(patience);
            return null;
        }));
        crew.work(parts, tick(), () -> {});
    }

    /** Makes operations in a stage, and counts those that worked if they are to be measured. */
    void run(Phase stage, boolean measured, Consumer<Progress> watcher) throws IOException, InterruptedException {
        List<Callable<ThreadUsage>> parts = new ArrayList<>();
        loops.forEach(loop -> parts.add(() -> loop.run(stage)));
        Optional<Processors> before = Processors.now();
        count.begin(stage, measured);
        List<ThreadUsage> done = crew.work(parts, tick(), () -> {
            watcher.accept(progress(stage, measured));
            if (count.isHopeless()) {
                stage.cut();
            }
        });
        count.end(stage);
        if (measured) {
            addUp(done, before);
        }
    }

    private void addUp(List<ThreadUsage> done, Optional<Processors> before) {
        for (int thread = 0; thread < done.size(); thread++) {
            labour.set(thread, labour.get(thread).plus(done.get(thread)));
        }
        Optional<Processors> used = before.flatMap(then -> Processors.now().map(now -> now.since(then)));
        processors = processors.flatMap(sum -> used.map(sum::plus));
    }

    private Progress progress(Phase stage, boolean measured) {
        Duration left = Duration.ofNanos(Math.max(0, stage.end() - System.nanoTime()));
        Point late = count.tick();
        return new Progress(
                endpoint,
                measured,
                late.operationsPerSecond(),
                late.p99Micros(),
                count.failures().total(),
                left);
    }

    private long tick() {
        return Math.min(
                LONGEST_TICK,
                Math.max(TimeUnit.MILLISECONDS.toNanos(1), load.duration().toNanos() / TICKS));
    }

    /** Whether nothing works here, or nothing has for too long. */
    boolean isHopeless() {
        return count.isHopeless();
    }

    /** If all its connections are silent, that is a failure too. */
    void requireAnAnswer() {
        if (count.operations() == 0 && count.failures().total() == 0) {
            count.failures()
                    .add(Cause.MUTE.saying(
                            "connected, and no operation was done within " + Durations.print(load.duration())));
        }
    }

    /** What was counted so far. */
    EndpointStats figures() {
        ThreadUsage all = labour.stream().reduce(ThreadUsage.NONE, ThreadUsage::plus);
        return new EndpointStats(
                endpoint,
                count.times(),
                count.exact(),
                count.operations(),
                count.operations() * load.size(),
                Duration.ofNanos(count.measured()),
                count.failures(),
                labour.stream().mapToDouble(ThreadUsage::busy).max().orElse(0),
                all.delayed(),
                processors.map(Processors::idleShare).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                load.rate().isPresent() ? OptionalLong.of(all.unanswered()) : OptionalLong.empty(),
                count.timeLine());
    }

    @Override
    public void close() throws IOException {
        for (LoadLoop loop : loops) {
            loop.close();
        }
        crew.close();
        count.failures().release();
    }
}
