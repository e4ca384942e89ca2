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
 * Round trips through the published path, made when somebody asks. One counts for {@link ProbeResult#FRESH}, so that a crowd of probes is
 * no load; the last {@value #KEPT} are kept. For any thread that may block.
 */
@Singleton
public class CachedProbe {
    private static final int KEPT = 60;

    private final NameCheck name;
    private final SocketProbe probe;
    private final Consumer<Duration> onWorked;
    private final Runnable onFailed;
    private final Ticker ticker;
    private final Deque<ProbeResult> history = new ArrayDeque<>();
    private Optional<ProbeResult> last = Optional.empty();

    @Inject
    CachedProbe(NameCheck name, SocketProbe probe, EchoMetrics metrics) {
        this(name, probe, metrics::probed, metrics::probeFailed, Ticker.SYSTEM);
    }

    CachedProbe(NameCheck name, SocketProbe probe, Consumer<Duration> onWorked, Runnable onFailed, Ticker ticker) {
        this.name = name;
        this.probe = probe;
        this.onWorked = onWorked;
        this.onFailed = onFailed;
        this.ticker = ticker;
    }

    /** The last one, or a new one if that is not fresh any more; none is tried while the path does not lead to us. */
    public synchronized ProbeResult recent() {
        Optional<String> problem = name.problem();
        if (problem.isPresent()) {
            ProbeResult failed = new ProbeResult(ticker.nanos(), Duration.ZERO, problem);
            if (history.isEmpty() || !history.getLast().isFresh(ticker.nanos())) {
                keep(failed);
            }
            return failed;
        }
        if (last.isEmpty() || !last.get().isFresh(ticker.nanos())) {
            last = Optional.of(tried());
            keep(last.get());
        }
        return last.get();
    }

    private void keep(ProbeResult roundTrip) {
        history.add(roundTrip);
        if (history.size() > KEPT) {
            history.remove();
        }
    }

    private ProbeResult tried() {
        long begun = ticker.nanos();
        try {
            Duration took = probe.roundTrip();
            onWorked.accept(took);
            return new ProbeResult(begun, took, Optional.empty());
        } catch (IOException e) {
            onFailed.run();
            return new ProbeResult(begun, Duration.ofNanos(ticker.nanos() - begun), Optional.of(IoMessages.of(e)));
        }
    }

    /** Those that are kept, the oldest first. */
    public synchronized List<ProbeResult> history() {
        return List.copyOf(history);
    }
}
