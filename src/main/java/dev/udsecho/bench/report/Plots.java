package dev.udsecho.bench.report;

import dev.udsecho.bench.EndpointStats;
import dev.udsecho.bench.Measurement;
import dev.udsecho.bench.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Creates the plots of a measurement.
 *
 * @param measurement what the plots show
 */
record Plots(Measurement measurement) {
    private static final int STEPS = 200;
    private static final double DECADES = 4;

    /** Returns the plots that have data. */
    List<Plot> all() {
        List<Plot> all = new ArrayList<>();
        if (measurement.endpoints().stream().anyMatch(EndpointStats::hasTimes)) {
            all.add(percentiles());
        }
        if (measurement.endpoints().stream().anyMatch(stats -> !stats.timeLine().isEmpty())) {
            all.add(throughput());
            all.add(tail());
        }
        return all;
    }

    private Plot percentiles() {
        List<Series> lines = lines(Plots::distribution);
        return new Plot(
                "percentiles",
                "Latency by percentile",
                "How long operations took, in microseconds: "
                        + summary(stats -> "p50 " + EndpointStats.rounded(stats.percentileMicros(50)) + ", p99 "
                                + EndpointStats.rounded(stats.percentileMicros(99)) + ", p99.99 "
                                + EndpointStats.rounded(stats.percentileMicros(99.99))),
                Scale.ofPercentiles(),
                times(lines),
                lines);
    }

    private Plot throughput() {
        List<Series> lines = lines(stats -> overTime(stats, Point::operationsPerSecond));
        return new Plot(
                "throughput",
                "Operations a second over time",
                "The mean: "
                        + summary(stats ->
                                String.format(Locale.ROOT, "%.0f operations a second", stats.operationsPerSecond())),
                seconds(),
                Scale.roundedUpTo(max(lines), ""),
                lines);
    }

    private Plot tail() {
        List<Series> lines = lines(stats -> overTime(stats, Point::p99Micros).stream()
                .filter(spot -> spot.y() > 0)
                .toList());
        return new Plot(
                "tail",
                "p99 over time",
                "The time that 99 of 100 operations did not exceed, in each stretch; over all of it: "
                        + summary(stats -> EndpointStats.rounded(stats.percentileMicros(99)) + " microseconds"),
                seconds(),
                times(lines),
                lines);
    }

    private List<Series> lines(Function<EndpointStats, List<Series.Spot>> spots) {
        List<Series> lines = new ArrayList<>();
        lines.add(new Series("Unix socket", "unix", spots.apply(measurement.unix())));
        measurement.tcp().ifPresent(tcp -> lines.add(new Series("TCP, loopback", "tcp", spots.apply(tcp))));
        return lines;
    }

    /**
     * Returns the points of the distribution, up to the last percentile that the number of operations supports: of a
     * hundred operations, that is p99.
     */
    private static List<Series.Spot> distribution(EndpointStats stats) {
        List<Series.Spot> spots = new ArrayList<>();
        double end = Math.min(DECADES, Math.log10(Math.max(1, stats.times().getTotalCount())));
        for (int step = 0; stats.hasTimes() && step <= STEPS; step++) {
            double share = 1 - Math.pow(10, -end * step / STEPS);
            spots.add(new Series.Spot(share, stats.percentileMicros(share * 100)));
        }
        return spots;
    }

    private static List<Series.Spot> overTime(EndpointStats stats, ToDoubleFunction<Point> value) {
        return stats.timeLine().stream()
                .map(point -> new Series.Spot(point.at(), value.applyAsDouble(point)))
                .toList();
    }

    private Scale seconds() {
        return Scale.upTo(
                measurement.endpoints().stream()
                        .mapToDouble(EndpointStats::seconds)
                        .max()
                        .orElse(0),
                " s");
    }

    private static double max(List<Series> lines) {
        return heights(lines).max().orElse(0);
    }

    private static Scale times(List<Series> lines) {
        return Scale.ofTimes(heights(lines).min().orElse(1), max(lines));
    }

    private static DoubleStream heights(List<Series> lines) {
        return lines.stream().flatMap(line -> line.spots().stream()).mapToDouble(Series.Spot::y);
    }

    private String summary(Function<EndpointStats, String> value) {
        return measurement.endpoints().stream()
                .map(stats -> stats.endpoint() + " " + value.apply(stats))
                .collect(Collectors.joining("; "));
    }
}
