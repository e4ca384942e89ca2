package dev.udsecho.health;

import dev.udsecho.metrics.EchoMetrics;
import dev.udsecho.os.IoMessages;
import dev.udsecho.time.Ticker;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes round trips through the published path on request. A result is reused for {@link ProbeResult#FRESH}, so that
 * frequent probes add no load; the last {@value #KEPT} results are kept. For any thread that may block.
 */
@Singleton
public class CachedProbe {
    private static final int KEPT = 60;

    private final PublishedPathCheck name;
    private final SocketProbe probe;
    private final Consumer<Duration> onSuccess;
    private final Runnable onFailure;
    private final Ticker ticker;
    private final Deque<ProbeResult> history = new ArrayDeque<>();
    private Optional<ProbeResult> lastRoundTrip = Optional.empty();

    @Inject
    CachedProbe(PublishedPathCheck name, SocketProbe probe, EchoMetrics metrics) {
        this(name, probe, metrics::probeSucceeded, metrics::probeFailed, Ticker.SYSTEM);
    }

    CachedProbe(
            PublishedPathCheck name,
            SocketProbe probe,
            Consumer<Duration> onSuccess,
            Runnable onFailure,
            Ticker ticker) {
        this.name = name;
        this.probe = probe;
        this.onSuccess = onSuccess;
        this.onFailure = onFailure;
        this.ticker = ticker;
    }

    /**
     * Returns the last result, or makes a new round trip if that is no longer fresh. Makes none while the path does not
     * lead to this process. Blocks for a check of the name and a round trip.
     */
    public synchronized ProbeResult recent() {
        Optional<String> problem = name.problem();
        if (problem.isPresent()) {
            ProbeResult failed = new ProbeResult(ticker.nanos(), Duration.ZERO, problem);
            if (history.isEmpty() || !history.getLast().isFresh(ticker.nanos())) {
                remember(failed);
            }
            return failed;
        }
        if (lastRoundTrip.isEmpty() || !lastRoundTrip.get().isFresh(ticker.nanos())) {
            lastRoundTrip = Optional.of(runProbe());
            remember(lastRoundTrip.get());
        }
        return lastRoundTrip.get();
    }

    private void remember(ProbeResult roundTrip) {
        history.add(roundTrip);
        if (history.size() > KEPT) {
            history.remove();
        }
    }

    private ProbeResult runProbe() {
        long start = ticker.nanos();
        try {
            Duration took = probe.roundTrip();
            onSuccess.accept(took);
            return new ProbeResult(start, took, Optional.empty());
        } catch (IOException e) {
            onFailure.run();
            return new ProbeResult(start, Duration.ofNanos(ticker.nanos() - start), Optional.of(IoMessages.of(e)));
        }
    }

    /** Returns the kept results, the oldest first. */
    public synchronized List<ProbeResult> history() {
        return List.copyOf(history);
    }
}
