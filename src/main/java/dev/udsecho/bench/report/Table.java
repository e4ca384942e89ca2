package dev.udsecho.bench.report;

import dev.udsecho.bench.EndpointStats;
import dev.udsecho.bench.Measurement;
import dev.udsecho.bench.Percentile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A table of a report: one column per endpoint, and one for the ratio where there are two endpoints. */
final class Table {
    private final Measurement measurement;
    private final List<List<String>> rows = new ArrayList<>();

    Table(Measurement measurement) {
        this.measurement = measurement;
        rate("operations/s", "%.0f", EndpointStats::operationsPerSecond);
        rate("MB/s", "%.2f", stats -> stats.bytesPerSecond() / 1e6);
        time("min", stats -> stats.percentileMicros(0));
        time("mean", EndpointStats::meanMicros);
        for (Percentile percentile : Percentile.ALL) {
            time(percentile.name(), stats -> stats.percentileMicros(percentile.percent()));
        }
        errors();
    }

    /** Returns the column headers. */
    List<String> headers() {
        return measurement.tcp().isPresent() ? List.of("Unix", "TCP", "Unix/TCP") : List.of("Unix");
    }

    /** Returns the rows: each has its name, then a cell for each column; a cell without a value is empty. */
    List<List<String>> rows() {
        return List.copyOf(rows);
    }

    private void rate(String name, String form, ToDoubleFunction<EndpointStats> value) {
        row(name, stats -> String.format(Locale.ROOT, form, value.applyAsDouble(stats)), ratio(value));
    }

    private void time(String name, ToDoubleFunction<EndpointStats> value) {
        row(
                name + " µs",
                stats -> stats.hasTimes()
                        ? EndpointStats.rounded(value.applyAsDouble(stats)).toString()
                        : "",
                ratio(value));
    }

    private void errors() {
        row("errors", stats -> String.valueOf(stats.failures().total()), Optional.empty());
        measurement.endpoints().stream()
                .flatMap(stats -> stats.failures().byCause().keySet().stream())
                .distinct()
                .forEach(cause -> row("  " + cause, stats -> count(stats, cause), Optional.empty()));
    }

    private static String count(EndpointStats stats, String cause) {
        return String.valueOf(stats.failures().byCause().getOrDefault(cause, 0L));
    }

    private Optional<Double> ratio(ToDoubleFunction<EndpointStats> value) {
        return measurement
                .tcp()
                .flatMap(tcp -> Measurement.ratio(value.applyAsDouble(measurement.unix()), value.applyAsDouble(tcp)));
    }

    private void row(String name, Function<EndpointStats, String> cell, Optional<Double> ratio) {
        List<String> row = new ArrayList<>(List.of(name));
        measurement.endpoints().forEach(stats -> row.add(cell.apply(stats)));
        if (measurement.tcp().isPresent()) {
            row.add(ratio.map(of -> String.format(Locale.ROOT, "%.2f", of)).orElse(""));
        }
        rows.add(row);
    }
}
