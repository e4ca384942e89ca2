package dev.udsecho.cli;

import dev.udsecho.cli.output.Terminal;
import dev.udsecho.client.CheckResult;
import dev.udsecho.client.PeerCredentials;
import dev.udsecho.diagnosis.PathStep;
import dev.udsecho.os.Mount;
import dev.udsecho.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps from the root of the path to the last byte, a line each, with a tick, or a cross at the one that fails. */
final class CheckTable {
    private static final String PASSED = "✓";
    private static final String FAILED = "✗";
    private static final String INDENT = "    ";

    private final CheckResult outcome;
    private final Terminal terminal;
    private final List<Row> rows = new ArrayList<>();

    /** A line of it. */
    private record Row(boolean passed, String name, String kind, String access, String mount) {}

    CheckTable(CheckResult outcome, Terminal terminal) {
        this.outcome = outcome;
        this.terminal = terminal;
        Optional<Mount> above = Optional.empty();
        for (PathStep step : outcome.steps()) {
            rows.add(row(step, above));
            above = step.mount();
        }
        if (outcome.reachedConnect()) {
            addConnect();
        }
    }

    /** A mount is named where it begins. */
    private static Row row(PathStep step, Optional<Mount> above) {
        return new Row(
                step.passed(),
                step.name(),
                step.file().map(file -> file.kind().toString()).orElse(""),
                step.file().map(file -> file.access()).orElse(""),
                step.mount().equals(above)
                        ? ""
                        : step.mount()
                                .map(mount -> Printable.text(mount.toString()))
                                .orElse(""));
    }

    private void addConnect() {
        boolean connected = outcome.server().isPresent();
        rows.add(new Row(
                connected,
                "connect",
                outcome.server()
                        .map(PeerCredentials::toString)
                        .or(() -> outcome.connectError())
                        .orElse(""),
                "",
                ""));
        if (connected) {
            String time =
                    outcome.roundTripMicros().map(micros -> micros + " µs").orElse("");
            rows.add(new Row(outcome.isOk(), "round trip", time, "", ""));
        }
    }

    List<String> lines() {
        int names = width(rows, Row::name);
        List<Row> ofFiles = rows.stream().filter(row -> !row.access().isEmpty()).toList();
        int kinds = width(ofFiles, Row::kind);
        int accesses = width(ofFiles, Row::access);
        boolean fits =
                rows.stream().allMatch(row -> line(row, names, kinds, accesses).length() <= terminal.columns());
        return rows.stream()
                .map(row -> mark(row) + (fits ? line(row, names, kinds, accesses) : lines(row)))
                .toList();
    }

    private static int width(List<Row> rows, Function<Row, String> cell) {
        return rows.stream().mapToInt(row -> cell.apply(row).length()).max().orElse(0);
    }

    private String mark(Row row) {
        return row.passed() ? terminal.good(PASSED) : terminal.bad(FAILED);
    }

    private static String line(Row row, int names, int kinds, int accesses) {
        return (" " + padded(row.name(), names) + "  " + padded(row.kind(), kinds) + "  "
                        + padded(row.access(), accesses) + "  " + row.mount())
                .stripTrailing();
    }

    /** One below the other, where they do not fit side by side. */
    private String lines(Row row) {
        return Stream.of(row.kind(), row.access(), row.mount())
                .filter(cell -> !cell.isEmpty())
                .map(cell -> terminal.wrap(INDENT, cell))
                .collect(Collectors.joining(System.lineSeparator(), " " + row.name() + System.lineSeparator(), ""))
                .stripTrailing();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
