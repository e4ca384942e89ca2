package dev.udsecho.bench;

import dev.udsecho.bench.load.Load;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.text.ProgramVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of a load test.
 *
 * @param load the load that was requested
 * @param unix the statistics of the Unix socket
 * @param tcp the statistics of the TCP listener, if there was one
 */
public record Measurement(Load load, EndpointStats unix, Optional<EndpointStats> tcp) {
    /** Creates a measurement from the statistics of each endpoint, in the order in which the endpoints were given. */
    public static Measurement of(Load load, List<EndpointStats> stats) {
        return new Measurement(load, stats.get(0), stats.stream().skip(1).findFirst());
    }

    /** Returns the statistics of all endpoints, the Unix socket first. */
    public List<EndpointStats> endpoints() {
        return Stream.concat(Stream.of(unix), tcp.stream()).toList();
    }

    /** Returns the statistics of the first endpoint with a failure; the Unix socket's before the other's. */
    public Optional<EndpointStats> failed() {
        return endpoints().stream().filter(each -> each.failures().total() > 0).findFirst();
    }

    private Optional<Cause> cause() {
        return failed().flatMap(stats -> stats.failures().first()).map(Finding::cause);
    }

    /** Returns the exit status: 0 if nothing failed, else that of the first failure. */
    public int status() {
        return cause().orElse(Cause.OK).status();
    }

    /** Returns whether no operation was done. */
    public boolean isEmpty() {
        return endpoints().stream().allMatch(stats -> stats.operations() == 0);
    }

    /** Returns the ratio of the Unix socket's value to the other's, or empty if either is 0. */
    public static Optional<Double> ratio(double unix, double tcp) {
        return tcp > 0 && unix > 0 ? Optional.of(unix / tcp) : Optional.empty();
    }

    /** Returns notes for people about the statistics, a sentence each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (EndpointStats stats : endpoints()) {
            new BottleneckAnalysis(load, stats).notes().forEach(note -> notes.add(stats.endpoint() + ": " + note));
        }
        return notes;
    }

    /** Returns the fields of a JSON object for programs. A value that was not measured is null. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = fields(unix);
        fields.put("ok", cause().isEmpty());
        fields.put("cause", cause().map(Cause::id));
        fields.put("status", status());
        tcp.ifPresent(other -> {
            fields.put("tcp", fields(other));
            Map<String, Object> ratio = new LinkedHashMap<>();
            ratio.put("operations_per_second", rounded(ratio(unix.operationsPerSecond(), other.operationsPerSecond())));
            ratio.put(
                    "p50",
                    rounded(ratio(
                            unix.percentileMicros(Percentile.MEDIAN), other.percentileMicros(Percentile.MEDIAN))));
            fields.put("ratio", ratio);
        });
        return fields;
    }

    private Map<String, Object> fields(EndpointStats stats) {
        Optional<Cause> cause = stats.failures().first().map(Finding::cause);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", stats.endpoint().name());
        fields.put("ok", cause.isEmpty());
        fields.put("cause", cause.map(Cause::id));
        fields.put("status", cause.orElse(Cause.OK).status());
        fields.put("version", ProgramVersion.text());
        fields.put("server", stats.endpoint().server());
        fields.put("mode", load.mode());
        fields.put("connections", load.connections());
        fields.put("size", load.size());
        fields.put("threads", load.threads());
        fields.put("rate", load.rate());
        fields.put("duration_s", seconds(stats.measured()));
        fields.put("warmup_s", seconds(load.warmUp()));
        fields.put("operations", stats.operations());
        fields.put("operations_per_second", Math.round(stats.operationsPerSecond() * 10) / 10.0);
        fields.put("bytes_per_second", Math.round(stats.bytesPerSecond()));
        fields.put("errors", stats.failures().total());
        fields.put("errors_by_cause", stats.failures().byCause());
        fields.putAll(times(stats));
        fields.put("unanswered", stats.unanswered());
        fields.put("generator_busy", thousandths(stats.busy()));
        fields.put("generator_bottleneck", new BottleneckAnalysis(load, stats).isGeneratorBound());
        fields.put("generator_delayed", rounded(stats.delayed()));
        fields.put("processors_idle", rounded(stats.idle()));
        fields.put("verified", load.verify());
        return fields;
    }

    private static Map<String, Object> times(EndpointStats stats) {
        Map<String, Object> times = new LinkedHashMap<>();
        times.put("min_us", micros(stats, stats.percentileMicros(0)));
        times.put("mean_us", micros(stats, stats.meanMicros()));
        Percentile.ALL.forEach(p -> times.put(p.field(), micros(stats, stats.percentileMicros(p.percent()))));
        return times;
    }

    private static Optional<Number> micros(EndpointStats stats, double value) {
        return stats.hasTimes() ? Optional.of(EndpointStats.rounded(value)) : Optional.empty();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static double thousandths(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static Optional<Double> rounded(Optional<Double> value) {
        return value.map(Measurement::thousandths);
    }
}
