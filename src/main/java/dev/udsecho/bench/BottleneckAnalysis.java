package dev.udsecho.bench;

import dev.udsecho.bench.load.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An analysis of what limits an endpoint's statistics: the server, the load generator, or a machine with too few
 * processors for both.
 *
 * @param load the load that was requested
 * @param stats the statistics that were measured
 */
record BottleneckAnalysis(Load load, EndpointStats stats) {
    /**
     * A generator thread that is busy for this share of the time could have done at most a ninth more. Above this share
     * the server may be the one that waits.
     */
    static final double BUSY = 0.9;

    /**
     * A generator that waits for a processor for this share of the time shares it with its server or with other
     * processes. If a processor is idle meanwhile, the scheduler chose that: it lets two threads that wake each other
     * share a processor.
     */
    private static final double DELAYED = 0.25;

    private static final double IDLE = 0.1;

    /** The share of a requested rate from which on the rate counts as reached. */
    private static final double RATE_REACHED = 0.99;

    /** Returns whether the load generator itself limits the result. */
    boolean isGeneratorBound() {
        return stats.busy() >= BUSY;
    }

    /** Returns notes for people about the statistics, each a sentence without capital letter and full stop. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (isGeneratorBound()) {
            notes.add(format(
                    "the generator was busy for %.0f %% of the time: the figures are the generator's, not the server's: %s",
                    percent(stats.busy()), remedy()));
        }
        if (lacksProcessors()) {
            notes.add(format(
                    "the generator waited for a processor for %.0f %% of the time: there are too few for the load and its server",
                    percent(stats.delayed().orElse(0.0))));
        }
        if (isBelowRate()) {
            notes.add(format(
                    "%.0f of the %d operations/s asked for were done: %s",
                    stats.operationsPerSecond(), load.rate().orElse(0L), rateCause()));
        }
        return notes;
    }

    private boolean lacksProcessors() {
        return stats.delayed().orElse(0.0) >= DELAYED && stats.idle().orElse(0.0) < IDLE;
    }

    private boolean isBelowRate() {
        return load.rate().isPresent()
                && stats.measured().toNanos() > 0
                && stats.operationsPerSecond() < RATE_REACHED * load.rate().orElseThrow();
    }

    private String rateCause() {
        if (isGeneratorBound()) {
            return "the generator was too slow for more";
        }
        return lacksProcessors()
                ? "load and server had too few processors for more"
                : "all connections were waiting for the server, which was too slow for more";
    }

    private String remedy() {
        if (lacksProcessors() || load.threads() >= Runtime.getRuntime().availableProcessors()) {
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
