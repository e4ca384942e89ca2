package dev.udsecho.bench.report;

import dev.udsecho.bench.EndpointStats;
import dev.udsecho.bench.Measurement;
import dev.udsecho.bench.Micros;
import dev.udsecho.bench.Percentile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The figures of a report in rows, a column for each side, and one for the ratio where there are two. */
final class Table {
    private final Measurement measurement;
    private final List<List<String>> rows = new ArrayList<>();

    Table(Measurement measurement) {
        this.measurement = measurement;
        rate("operations/s", "%.0f", EndpointStats::operationsPerSecond);
        rate("MB/s", "%.2f", side -> side.bytesPerSecond() / 1e6);
        time("min", side -> side.percentileMicros(0));
        time("mean", EndpointStats::meanMicros);
        for (Percentile one : Percentile.ALL) {
            time(one.name(), side -> side.percentileMicros(one.percent()));
        }
        errors();
    }

    /** What stands above the columns of figures. */
    List<String> heads() {
        return measurement.tcp().isPresent() ? List.of("Unix", "TCP", "Unix/TCP") : List.of("Unix");
    }

    /** Each with its name, then a cell for each column; one that is empty has nothing behind it. */
    List<List<String>> rows() {
        return List.copyOf(rows);
    }

    private void rate(String name, String form, ToDoubleFunction<EndpointStats> figure) {
        row(
                name,
                measurement.sides().stream()
                        .map(side -> String.format(Locale.ROOT, form, figure.applyAsDouble(side)))
                        .toList(),
                ratio(figure));
    }

    private void time(String name, ToDoubleFunction<EndpointStats> figure) {
        row(
                name + " µs",
                measurement.sides().stream()
                        .map(side -> side.hasTimes()
                                ? Micros.of(figure.applyAsDouble(side)).toString()
                                : "")
                        .toList(),
                ratio(figure));
    }

    private void errors() {
        row(
                "errors",
                measurement.sides().stream()
                        .map(side -> String.valueOf(side.failures().total()))
                        .toList(),
                OptionalDouble.empty());
        measurement.sides().stream()
                .flatMap(side -> side.failures().byCause().keySet().stream())
                .distinct()
                .forEach(cause -> row(
                        "  " + cause,
                        measurement.sides().stream()
                                .map(side -> count(side.failures().byCause(), cause))
                                .toList(),
                        OptionalDouble.empty()));
    }

    private static String count(Map<String, Long> byCause, String cause) {
        return String.valueOf(byCause.getOrDefault(cause, 0L));
    }

    private OptionalDouble ratio(ToDoubleFunction<EndpointStats> figure) {
        return measurement.tcp().isPresent()
                ? Measurement.ratio(
                        figure.applyAsDouble(measurement.unix()),
                        figure.applyAsDouble(measurement.tcp().get()))
                : OptionalDouble.empty();
    }

    private void row(String name, List<String> cells, OptionalDouble ratio) {
        List<String> row = new ArrayList<>(List.of(name));
        row.addAll(cells);
        if (measurement.tcp().isPresent()) {
            row.add(ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "");
        }
        rows.add(row);
    }
}
