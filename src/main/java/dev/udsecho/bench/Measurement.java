package dev.udsecho.bench;

import dev.udsecho.bench.load.Load;
import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a run came to.
 *
 * @param load what was asked for
 * @param unix what was measured at the Unix socket
 * @param tcp what was measured at the TCP listener, if there was one
 */
public record Measurement(Load load, EndpointStats unix, Optional<EndpointStats> tcp) {
    /** The figures of each endpoint, in the order in which endpoints were given. */
    public static Measurement of(Load load, List<EndpointStats> sides) {
        return new Measurement(load, sides.get(0), sides.stream().skip(1).findFirst());
    }

    /** All sides. */
    public List<EndpointStats> sides() {
        List<EndpointStats> sides = new ArrayList<>(List.of(unix));
        tcp.ifPresent(sides::add);
        return sides;
    }

    /** The side on which something failed first, the Unix socket's before the other. */
    public Optional<EndpointStats> failed() {
        return sides().stream().filter(side -> side.failures().total() > 0).findFirst();
    }

    private Optional<Cause> cause() {
        return failed().flatMap(side -> side.failures().first()).map(Finding::cause);
    }

    /** The exit status: 0 if nothing failed, else that of the first failure. */
    public int status() {
        return cause().orElse(Cause.OK).status();
    }

    /** Whether there is any figure. */
    public boolean isEmpty() {
        return sides().stream().allMatch(side -> side.operations() == 0);
    }

    /** How many times as much the Unix socket did as the other, of a figure that is not 0. */
    public static OptionalDouble ratio(double unix, double tcp) {
        return tcp > 0 && unix > 0 ? OptionalDouble.of(unix / tcp) : OptionalDouble.empty();
    }

    /** What people should know of the figures, a sentence each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (EndpointStats side : sides()) {
            new BottleneckAnalysis(load, side).notes().forEach(note -> notes.add(side.endpoint() + ": " + note));
        }
        return notes;
    }

    /** One object for programs. A figure that nothing stands behind is null. */
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

    private Map<String, Object> fields(EndpointStats side) {
        Optional<Cause> cause = side.failures().first().map(Finding::cause);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", side.endpoint().name());
        fields.put("ok", cause.isEmpty());
        fields.put("cause", cause.map(Cause::id));
        fields.put("status", cause.orElse(Cause.OK).status());
        fields.put("mode", load.mode());
        fields.put("connections", load.connections());
        fields.put("size", load.size());
        fields.put("threads", load.threads());
        fields.put("rate", load.rate().isPresent() ? Optional.of(load.rate().getAsLong()) : Optional.empty());
        fields.put("duration_s", seconds(side.measured()));
        fields.put("warmup_s", seconds(load.warmUp()));
        fields.put("operations", side.operations());
        fields.put("operations_per_second", tenths(side.operationsPerSecond()));
        fields.put("bytes_per_second", Math.round(side.bytesPerSecond()));
        fields.put("errors", side.failures().total());
        fields.put("errors_by_cause", side.failures().byCause());
        fields.putAll(times(side));
        fields.put(
                "unanswered",
                side.unanswered().isPresent() ? Optional.of(side.unanswered().getAsLong()) : Optional.empty());
        fields.put("generator_busy", thousandths(side.busy()));
        fields.put("generator_bottleneck", new BottleneckAnalysis(load, side).isGeneratorsOwn());
        fields.put("generator_delayed", rounded(side.delayed()));
        fields.put("processors_idle", rounded(side.idle()));
        fields.put("verified", load.verify());
        return fields;
    }

    private static Map<String, Object> times(EndpointStats side) {
        Map<String, Object> times = new LinkedHashMap<>();
        times.put("min_us", micros(side, side.percentileMicros(0)));
        times.put("mean_us", micros(side, side.meanMicros()));
        Percentile.ALL.forEach(one -> times.put(one.field(), micros(side, side.percentileMicros(one.percent()))));
        return times;
    }

    private static Optional<Number> micros(EndpointStats side, double value) {
        return side.hasTimes() ? Optional.of(Micros.of(value)) : Optional.empty();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static double thousandths(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static Optional<Double> rounded(OptionalDouble value) {
        return value.isPresent() ? Optional.of(thousandths(value.getAsDouble())) : Optional.empty();
    }
}
