package dev.udsecho.bench.report;

import dev.udsecho.bench.Measurement;
import dev.udsecho.text.ProgramVersion;
import dev.udsecho.text.Resources;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A report of a measurement as a self-contained HTML page: no script, nothing from the network. It is also well-formed
 * XML.
 *
 * @param measurement what is reported
 */
public record HtmlReport(Measurement measurement) {
    /** Returns the page, dated now. */
    public String text() {
        String title = "udsecho bench: " + measurement.unix().endpoint();
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                <h1>udsecho bench</h1>
                <p class="path">%s</p>
                <p>%s</p>
                %s<div class="plots">
                %s
                </div>
                <div class="tables">
                %s
                %s
                </div>
                </main>
                </body>
                </html>
                """.formatted(
                        Html.escaped(title),
                        style(),
                        Html.escaped(measurement.unix().endpoint().toString()),
                        Html.escaped(measurement.load().description()),
                        notes(),
                        plots(),
                        statsTable(),
                        parameters());
    }

    static String style() {
        return Resources.text(HtmlReport.class, "report.css");
    }

    private String notes() {
        return measurement.notes().stream()
                .map(note -> "<p class=\"note\">" + Html.escaped(note) + "</p>\n")
                .collect(Collectors.joining());
    }

    private String plots() {
        return new Plots(measurement)
                .all().stream()
                        .map(plot ->
                                "<section>\n" + Html.element("h2", plot.title()) + "\n" + plot.svg() + "\n</section>")
                        .collect(Collectors.joining("\n"));
    }

    private String statsTable() {
        Table table = new Table(measurement);
        String headers = table.headers().stream()
                .map(header -> "<th scope=\"col\">" + Html.escaped(header) + "</th>")
                .collect(Collectors.joining());
        return "<table>\n<caption>Figures</caption>\n<thead><tr><td></td>" + headers + "</tr></thead>\n<tbody>\n"
                + table.rows().stream().map(HtmlReport::row).collect(Collectors.joining("\n")) + "\n</tbody>\n</table>";
    }

    private static String row(List<String> cells) {
        return "<tr><th scope=\"row\">" + Html.escaped(cells.get(0)) + "</th>"
                + cells.stream().skip(1).map(cell -> Html.element("td", cell)).collect(Collectors.joining()) + "</tr>";
    }

    private String parameters() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "made",
                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS)));
        facts.put("load", ProgramVersion.text());
        measurement.unix().endpoint().server().ifPresent(command -> facts.put("server", command));
        measurement
                .endpoints()
                .forEach(stats -> facts.put(
                        stats == measurement.unix() ? "Unix socket" : "TCP listener",
                        stats.endpoint().toString()));
        facts.put(
                "measured",
                String.format(Locale.ROOT, "%.1f s", measurement.unix().seconds()));
        facts.put("warm-up", measurement.load().warmUp().toMillis() / 1000.0 + " s");
        measurement
                .endpoints()
                .forEach(stats -> facts.put(
                        "generator busy" + (stats == measurement.unix() ? "" : ", TCP"),
                        String.format(Locale.ROOT, "%.0f %% of the time", stats.busy() * 100)));
        facts.putAll(Machine.facts());
        return "<table class=\"facts\">\n<caption>Machine and parameters</caption>\n<tbody>\n"
                + facts.entrySet().stream()
                        .map(fact -> row(List.of(fact.getKey(), fact.getValue())))
                        .collect(Collectors.joining("\n"))
                + "\n</tbody>\n</table>";
    }
}
