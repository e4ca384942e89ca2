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
        bindBytes(registry);
        bindName(registry);
        bindProbe(registry);
    }

    private void bindConnections(MeterRegistry registry) {
        ConnectionCounters counts = connections.counts();
        gauge(registry, ACTIVE, counts, ConnectionCounters::active, "Connections that are open");
        gauge(registry, LIMIT, connections.limit(), ConnectionLimit::maximum, "Connections that may be open at once");
        counter(registry, ACCEPTED, counts, ConnectionCounters::accepted, "Connections that were served");
        for (RejectReason reason : RejectReason.values()) {
            String[] tag = {"reason", reason.toString()};
            counter(registry, REJECTED, counts, all -> all.rejected(reason), "Connections that were refused", tag);
        }
        for (CloseReason cause : CloseReason.values()) {
            String[] tag = {"cause", cause.toString()};
            String description = "Connections that have ended, by what ended them";
            counter(registry, CLOSED, counts, all -> all.closed(cause), description, tag);
        }
    }

    private void bindBytes(MeterRegistry registry) {
        ConnectionCounters counts = connections.counts();
        String description = "Bytes that were read, and that were written back";
        counter(registry, BYTES, counts, ConnectionCounters::received, description, "direction", "received");
        counter(registry, BYTES, counts, ConnectionCounters::sent, description, "direction", "sent");
        counter(registry, DROPPED, counts, ConnectionCounters::dropped, "Bytes that were read and never written back");
    }

    private void bindName(MeterRegistry registry) {
        flag(registry, PUBLISHED, PublishedPath::isPublished, "1 if the path leads to this service's socket, else 0");
        flag(registry, STANDBY, has(Role.STANDBY), "1 while this service waits for another's path, else 0");
        flag(registry, DRAINING, has(Role.DRAINING), "1 while this service shuts down, else 0");
        String description = "How often the path came to lead elsewhere, or nowhere";
        counter(registry, LOST, path, service -> service.owner().losses(), description);
    }

    private static Predicate<PublishedPath> has(Role role) {
        return service -> service.owner().role() == role;
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

    private static <T> void counter(
            MeterRegistry registry,
            String name,
            T source,
            ToDoubleFunction<T> value,
            String description,
            String... tags) {
        FunctionCounter.builder(name, source, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private static <T> void gauge(
            MeterRegistry registry, String name, T source, ToDoubleFunction<T> value, String description) {
        Gauge.builder(name, source, value).description(description).register(registry);
    }

    private void flag(MeterRegistry registry, String name, Predicate<PublishedPath> condition, String description) {
        gauge(registry, name, path, service -> condition.test(service) ? 1 : 0, description);
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
