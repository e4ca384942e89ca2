package dev.udsecho.cli;

import dev.udsecho.cli.output.Json;
import dev.udsecho.cli.output.Terminal;
import dev.udsecho.client.CheckResult;
import dev.udsecho.diagnosis.Evidence;
import dev.udsecho.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A report of a path check, as text for people and as JSON for programs.
 *
 * @param outcome the result of the check
 */
record CheckReport(CheckResult outcome) {
    private static final String INDENT = "  ";

    /** Returns the report as one JSON object. */
    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", outcome.path());
        fields.put("ok", outcome.isOk());
        fields.put("cause", outcome.finding().cause().id());
        fields.put("status", outcome.finding().cause().status());
        fields.put("summary", Printable.text(sentence(outcome.summary())));
        fields.put(
                "evidence", outcome.evidence().stream().map(CheckReport::fact).toList());
        fields.put(
                "advice",
                outcome.finding().advice().stream().map(CheckReport::sentence).toList());
        outcome.roundTripMicros().ifPresent(micros -> fields.put("rtt_us", micros));
        return Json.withSchema(fields);
    }

    private static Map<String, String> fact(Evidence evidence) {
        Map<String, String> fact = new LinkedHashMap<>();
        fact.put("what", evidence.what());
        fact.put("found", evidence.found());
        return fact;
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    /** Returns one line per step, then the cause, its evidence, and the advice. */
    String text(Terminal terminal) {
        List<String> lines = new ArrayList<>(new CheckTable(outcome, terminal).lines());
        lines.add(lines.isEmpty() ? Printable.text(outcome.path()) : "");
        String cause = outcome.finding().cause().id();
        String words = Printable.text(outcome.finding().words());
        lines.add((outcome.isOk() ? terminal.green(cause) : terminal.red(cause))
                + terminal.wrap(" ".repeat(cause.length()) + ": ", words).substring(cause.length()));
        for (Evidence fact : outcome.remainingEvidence()) {
            lines.add(terminal.wrap(INDENT, Printable.text(fact.what() + ": " + fact.found())));
        }
        for (String advice : outcome.finding().advice()) {
            lines.add(terminal.wrap("→ ", Printable.text(sentence(advice))));
        }
        return String.join(System.lineSeparator(), lines);
    }
}
