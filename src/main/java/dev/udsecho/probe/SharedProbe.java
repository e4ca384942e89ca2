package dev.udsecho.probe;

import dev.udsecho.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A probe whose answers are shared: one runs at a time, and a new one starts {@link #PERIOD} after the last one's start at
 * the earliest. So a server gets few probes, however many requests there are. For any thread.
 */
public final class SharedProbe {
    /** The shortest time between the starts of two probes. */
    static final Duration PERIOD = Duration.ofSeconds(1);

    private final Supplier<ProbeAnswer> probe;
    private final Executor thread;
    private final Ticker ticker;
    private Optional<CompletableFuture<ProbeAnswer>> last = Optional.empty();
    private long start;

    /**
     * Creates a probe that has not run.
     *
     * @param probe what to do; ends within a bounded time
     * @param thread runs the probe
     */
    public SharedProbe(Supplier<ProbeAnswer> probe, Executor thread, Ticker ticker) {
        this.probe = probe;
        this.thread = thread;
        this.ticker = ticker;
    }

    /** Returns the answer of the running or the last probe, or of a new one. Does not block. */
    public synchronized CompletableFuture<ProbeAnswer> answer() {
        if (last.filter(answer -> !answer.isDone() || isFresh()).isEmpty()) {
            start = ticker.nanos();
            last = Optional.of(CompletableFuture.supplyAsync(probe, thread));
        }
        return last.get();
    }

    private boolean isFresh() {
        return ticker.nanos() - start < PERIOD.toNanos();
    }
}
