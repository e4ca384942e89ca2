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

/**
 * The steps from the root of the path to the last byte: one line per step, with a tick, or a cross at the step that
 * failed.
 */
final class CheckTable {
    private static final String PASSED = "✓";
    private static final String FAILED = "✗";
    private static final String INDENT = "    ";

    private final CheckResult outcome;
    private final Terminal terminal;
    private final List<Row> rows = new ArrayList<>();

    /** A row of the table. */
    private record Row(boolean passed, String name, String kind, String access, String mount) {}

    CheckTable(CheckResult outcome, Terminal terminal) {
        this.outcome = outcome;
        this.terminal = terminal;
        Optional<Mount> parentMount = Optional.empty();
        for (PathStep step : outcome.steps()) {
            rows.add(row(step, parentMount));
            parentMount = step.mount();
        }
        if (outcome.reachedConnect()) {
            addConnectRows();
        }
    }

    /** Returns the row of a step. A mount is shown only at the first step below its mount point. */
    private static Row row(PathStep step, Optional<Mount> parentMount) {
        return new Row(
                step.passed(),
                step.name(),
                step.file().map(file -> file.kind().toString()).orElse(""),
                step.file().map(file -> file.access()).orElse(""),
                step.mount().equals(parentMount)
                        ? ""
                        : step.mount()
                                .map(mount -> Printable.text(mount.toString()))
                                .orElse(""));
    }

    private void addConnectRows() {
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
            rows.add(new Row(outcome.isOk(), outcome.exchange(), time, "", ""));
        }
    }

    /** Returns the rows side by side if they fit the terminal's width, and stacked otherwise. */
    List<String> lines() {
        int names = width(rows, Row::name);
        List<Row> ofFiles = rows.stream().filter(row -> !row.access().isEmpty()).toList();
        int kinds = width(ofFiles, Row::kind);
        int accesses = width(ofFiles, Row::access);
        boolean fits =
                rows.stream().allMatch(row -> line(row, names, kinds, accesses).length() <= terminal.columns());
        return rows.stream()
                .map(row -> mark(row) + (fits ? line(row, names, kinds, accesses) : stacked(row)))
                .toList();
    }

    private static int width(List<Row> rows, Function<Row, String> cell) {
        return rows.stream().mapToInt(row -> cell.apply(row).length()).max().orElse(0);
    }

    private String mark(Row row) {
        return row.passed() ? terminal.green(PASSED) : terminal.red(FAILED);
    }

    private static String line(Row row, int names, int kinds, int accesses) {
        return (" " + padded(row.name(), names) + "  " + padded(row.kind(), kinds) + "  "
                        + padded(row.access(), accesses) + "  " + row.mount())
                .stripTrailing();
    }

    /** Returns the cells of a row below each other, for a terminal too narrow to show them side by side. */
    private String stacked(Row row) {
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
