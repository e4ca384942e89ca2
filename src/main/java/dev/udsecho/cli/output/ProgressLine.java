package dev.udsecho.cli.output;

import dev.udsecho.bench.Progress;
import dev.udsecho.text.Printable;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A line on standard error that says how far a run is, and is written over; where that is no terminal, there is none. */
public final class ProgressLine {
    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(250);
    private static final String BEGIN_ANEW = "\r\033[K";

    private final Optional<Terminal> terminal;
    private long shown = System.nanoTime() - PERIOD;

    private ProgressLine(Optional<Terminal> terminal) {
        this.terminal = terminal;
    }

    public static ProgressLine onErrors() {
        return new ProgressLine(Terminal.ofErrors());
    }

    public void show(Progress progress) {
        if (terminal.isPresent() && System.nanoTime() - shown >= PERIOD) {
            shown = System.nanoTime();
            String line = line(progress);
            System.err.print(BEGIN_ANEW
                    + line.substring(0, Math.min(line.length(), terminal.get().columns() - 1)));
            System.err.flush();
        }
    }

    static String line(Progress progress) {
        return Printable.text(String.format(
                Locale.ROOT,
                "%s %.0f s left, %.0f operations/s, p99 %.0f µs, %d errors, %s",
                progress.measuring() ? "measuring" : "warming up",
                progress.left().toMillis() / 1000.0,
                progress.operationsPerSecond(),
                progress.p99Micros(),
                progress.failures(),
                progress.endpoint()));
    }

    public void clear() {
        if (terminal.isPresent()) {
            System.err.print(BEGIN_ANEW);
            System.err.flush();
        }
    }
}
