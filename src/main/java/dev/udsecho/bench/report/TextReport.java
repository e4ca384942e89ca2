package dev.udsecho.bench.report;

import dev.udsecho.bench.Measurement;
import dev.udsecho.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A report for people on a terminal: the load's parameters and a table.
 *
 * @param measurement what is reported
 */
public record TextReport(Measurement measurement) {
    private static final int GAP = 3;

    /** Returns the lines of the report. */
    public String text() {
        Table table = new Table(measurement);
        List<List<String>> rows = new ArrayList<>();
        if (measurement.tcp().isPresent()) {
            List<String> headers = new ArrayList<>(List.of(""));
            headers.addAll(table.headers());
            rows.add(headers);
        }
        rows.addAll(table.rows());
        List<String> lines = new ArrayList<>(List.of(
                Printable.text("--- " + measurement.unix().endpoint() + " ---"),
                String.format(
                        Locale.ROOT,
                        "%s, %.1f s",
                        measurement.load().description(),
                        measurement.unix().seconds())));
        int[] widths = widths(rows);
        rows.forEach(row -> lines.add(line(row, widths)));
        return String.join(System.lineSeparator(), lines);
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder(row.get(0))
                .append(" ".repeat(widths[0] - row.get(0).length()));
        for (int column = 1; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(" ".repeat(GAP + widths[column] - cell.length())).append(cell);
        }
        return line.toString().stripTrailing();
    }
}
