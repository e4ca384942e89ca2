package dev.udsecho.health;

import dev.udsecho.diagnosis.Reason;
import dev.udsecho.metrics.EchoMetrics;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Round trips through the published path, made when somebody asks. One counts for {@link #FRESH}, so that a crowd of probes is
 * no load; the last {@value #KEPT} are kept. For any thread that may block.
 */
@Singleton
public class RoundTrips {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int KEPT = 60;

    private final SocketProbe probe;
    private final EchoMetrics metrics;
    private final Deque<RoundTrip> last = new ArrayDeque<>();

    RoundTrips(SocketProbe probe, EchoMetrics metrics) {
        this.probe = probe;
        this.metrics = metrics;
    }

    /** The last one, or a new one if that is not fresh any more. */
    public synchronized RoundTrip recent() {
        if (last.isEmpty() || last.getLast().age().compareTo(FRESH) >= 0) {
            last.add(again());
            if (last.size() > KEPT) {
                last.remove();
            }
        }
        return last.getLast();
    }

    private RoundTrip again() {
        long begun = System.nanoTime();
        try {
            Duration took = probe.roundTrip();
            metrics.probed(took);
            return new RoundTrip(begun, took, Optional.empty());
        } catch (IOException e) {
            return new RoundTrip(begun, Duration.ofNanos(System.nanoTime() - begun), Optional.of(Reason.of(e)));
        }
    }

    /** Those that are kept, the oldest first. */
    public synchronized List<RoundTrip> history() {
        return List.copyOf(last);
    }
}
