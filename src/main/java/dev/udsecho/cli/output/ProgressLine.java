package dev.udsecho.cli.output;

import dev.udsecho.bench.Progress;
import dev.udsecho.text.Printable;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A progress line on standard error that overwrites itself. It prints nothing where standard error is no terminal. */
public final class ProgressLine {
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final String CLEAR_LINE = "\r\033[K";

    private final Optional<Terminal> terminal;
    private long lastShown = System.nanoTime() - PERIOD_NANOS;

    private ProgressLine(Optional<Terminal> terminal) {
        this.terminal = terminal;
    }

    /** Returns a progress line on standard error. */
    public static ProgressLine onStandardError() {
        return new ProgressLine(Terminal.ofStandardError());
    }

    /** Shows the progress, at most four times per second. */
    public void show(Progress progress) {
        if (terminal.isPresent() && System.nanoTime() - lastShown >= PERIOD_NANOS) {
            lastShown = System.nanoTime();
            String line = line(progress);
            System.err.print(CLEAR_LINE
                    + line.substring(0, Math.min(line.length(), terminal.get().columns() - 1)));
            System.err.flush();
        }
    }

    /** Returns the progress as one line of text, without control characters. */
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

    /** Clears the line. */
    public void clear() {
        if (terminal.isPresent()) {
            System.err.print(CLEAR_LINE);
            System.err.flush();
        }
    }
}
