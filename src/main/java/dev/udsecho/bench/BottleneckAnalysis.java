package dev.udsecho.bench;

import dev.udsecho.bench.load.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What stands behind a side's figures: the server, the generator, or a machine that has too few processors for both.
 *
 * @param load what was asked for
 * @param figures what came of it
 */
record BottleneckAnalysis(Load load, EndpointStats figures) {
    /**
     * A thread that is busy for this share of the time could have done a ninth more at the most: from there on the server
     * may be the one that waits.
     */
    static final double BUSY = 0.9;

    /**
     * Who waits so long for a processor shares it with its server, or with others. If a processor is idle meanwhile, that is
     * the scheduler's choice: it lets two that wake each other share one.
     */
    private static final double CROWDED = 0.25;

    private static final double SPARE = 0.1;

    /** A rate is kept if this share of it is reached. */
    private static final double KEPT = 0.99;

    /** Whether the figures are the generator's. */
    boolean isGeneratorsOwn() {
        return figures.busy() >= BUSY;
    }

    /** What people should know of the figures, a sentence each, without capital and full stop. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (isGeneratorsOwn()) {
            notes.add(format(
                    "the generator was busy for %.0f %% of the time: the figures are the generator's, not the server's: %s",
                    percent(figures.busy()), remedy()));
        }
        if (isCrowded()) {
            notes.add(format(
                    "the generator waited for a processor for %.0f %% of the time: there are too few for the load and its server",
                    percent(figures.delayed().orElse(0))));
        }
        if (isLate()) {
            notes.add(format(
                    "%.0f of the %d operations/s asked for were done: %s",
                    figures.operationsPerSecond(), load.rate().orElse(0), fault()));
        }
        return notes;
    }

    private boolean isCrowded() {
        return figures.delayed().orElse(0) >= CROWDED && figures.idle().orElse(0) < SPARE;
    }

    private boolean isLate() {
        return load.rate().isPresent()
                && figures.measured().toNanos() > 0
                && figures.operationsPerSecond() < KEPT * load.rate().getAsLong();
    }

    private String fault() {
        if (isGeneratorsOwn()) {
            return "the generator was too slow for more";
        }
        return isCrowded()
                ? "load and server had too few processors for more"
                : "all connections were waiting for the server, which was too slow for more";
    }

    private String remedy() {
        if (isCrowded() || load.threads() >= Runtime.getRuntime().availableProcessors()) {
            return "it needs a machine with more processors";
        }
        return load.threads() < load.connections()
                ? "raise --threads"
                : "a connection keeps one thread busy at the most; raise --connections and --threads";
    }

    private static double percent(double share) {
        return share * 100;
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
