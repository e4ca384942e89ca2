package dev.udsecho.metrics;

import dev.udsecho.path.owner.Role;
import dev.udsecho.server.PublishedPath;
import dev.udsecho.server.connection.CloseReason;
import dev.udsecho.server.connection.ConnectionCounters;
import dev.udsecho.server.connection.ConnectionLimit;
import dev.udsecho.server.connection.Connections;
import dev.udsecho.server.connection.RejectReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * All metrics of the service. For Prometheus, Micrometer replaces the dots of a name by underscores and appends
 * {@code _total} to a counter. Values are read at each scrape. No label takes a value from a peer, so the number of
 * series is fixed.
 */
@Singleton
public final class EchoMetrics implements MeterBinder {
    private static final String ACTIVE = "udsecho.connections.active";
    private static final String LIMIT = "udsecho.connections.limit";
    private static final String ACCEPTED = "udsecho.connections.accepted";
    private static final String REJECTED = "udsecho.connections.rejected";
    private static final String CLOSED = "udsecho.connections.closed";
    private static final String BYTES = "udsecho.bytes";
    private static final String DROPPED = "udsecho.bytes.dropped";
    private static final String PUBLISHED = "udsecho.socket.published";
    private static final String STANDBY = "udsecho.socket.standby";
    private static final String DRAINING = "udsecho.socket.draining";
    private static final String LOST = "udsecho.socket.lost";
    private static final String PROBE = "udsecho.probe";
    private static final String FAILURES = "udsecho.probe.failures";

    /** The bounds of the probe's histogram: from 100 µs to one second, the probe's timeout. */
    private static final Duration[] PROBE_BOUNDS = {
        Duration.ofNanos(100_000),
        Duration.ofMillis(1),
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(1)
    };

    private final Connections connections;
    private final PublishedPath path;
    private Timer probe;
    private Counter failures;

    EchoMetrics(Connections connections, PublishedPath path) {
        this.connections = connections;
        this.path = path;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindConnections(registry);
        ConnectionCounters counts = connections.counts();
        counter(BYTES, ConnectionCounters::received, counts, "Bytes that were read, and that were written back")
                .tag("direction", "received")
                .register(registry);
        counter(BYTES, ConnectionCounters::sent, counts, "Bytes that were read, and that were written back")
                .tag("direction", "sent")
                .register(registry);
        counter(DROPPED, ConnectionCounters::dropped, counts, "Bytes that were read and never written back")
                .register(registry);
        bindName(registry);
        bindProbe(registry);
    }

    private void bindName(MeterRegistry registry) {
        flag(PUBLISHED, path, PublishedPath::isPublished, "1 if the path leads to this service's socket, else 0")
                .register(registry);
        flag(
                        STANDBY,
                        path,
                        service -> service.owner().role() == Role.STANDBY,
                        "1 while this service waits for another's path, else 0")
                .register(registry);
        flag(
                        DRAINING,
                        path,
                        service -> service.owner().role() == Role.DRAINING,
                        "1 while this service shuts down, else 0")
                .register(registry);
        counter(
                        LOST,
                        service -> service.owner().losses(),
                        path,
                        "How often the path came to lead elsewhere, or nowhere")
                .register(registry);
    }

    private void bindProbe(MeterRegistry registry) {
        probe = Timer.builder(PROBE)
                .description("Round trips of the service with itself, through the path")
                .serviceLevelObjectives(PROBE_BOUNDS)
                .register(registry);
        failures = Counter.builder(FAILURES)
                .description("Round trips of the service with itself that did not work, though the path led to it")
                .register(registry);
    }

    private void bindConnections(MeterRegistry registry) {
        ConnectionCounters counts = connections.counts();
        gauge(ACTIVE, ConnectionCounters::active, counts, "Connections that are open")
                .register(registry);
        gauge(LIMIT, ConnectionLimit::maximum, connections.limit(), "Connections that may be open at once")
                .register(registry);
        counter(ACCEPTED, ConnectionCounters::accepted, counts, "Connections that were served")
                .register(registry);
        for (RejectReason reason : RejectReason.values()) {
            counter(REJECTED, all -> all.rejected(reason), counts, "Connections that were refused")
                    .tag("reason", reason.toString())
                    .register(registry);
        }
        for (CloseReason cause : CloseReason.values()) {
            counter(CLOSED, all -> all.closed(cause), counts, "Connections that have ended, by what ended them")
                    .tag("cause", cause.toString())
                    .register(registry);
        }
    }

    private static <T> FunctionCounter.Builder<T> counter(
            String name, ToDoubleFunction<T> value, T source, String description) {
        return FunctionCounter.builder(name, source, value).description(description);
    }

    private static <T> Gauge.Builder<T> gauge(String name, ToDoubleFunction<T> value, T source, String description) {
        return Gauge.builder(name, source, value).description(description);
    }

    private static <T> Gauge.Builder<T> flag(String name, T source, Predicate<T> condition, String description) {
        return gauge(name, object -> condition.test(object) ? 1 : 0, source, description);
    }

    /** Records a successful round trip and its time. */
    public void probeSucceeded(Duration took) {
        probe.record(took);
    }

    /** Counts a failed round trip. */
    public void probeFailed() {
        failures.increment();
    }
}
