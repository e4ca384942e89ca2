package dev.udsecho.bench;

import java.util.List;

/**
 * A percentile of the operations' durations.
 *
 * @param name its name in texts for people
 * @param field its field name in JSON
 * @param percent the percentage of operations that took no longer
 */
public record Percentile(String name, String field, double percent) {
    /** The reported percentiles in ascending order, with the maximum; the mean is not among them. */
    public static final List<Percentile> ALL = List.of(
            new Percentile("p50", "p50_us", 50),
            new Percentile("p75", "p75_us", 75),
            new Percentile("p90", "p90_us", 90),
            new Percentile("p99", "p99_us", 99),
            new Percentile("p99.9", "p99_9_us", 99.9),
            new Percentile("p99.99", "p99_99_us", 99.99),
            new Percentile("max", "max_us", 100));

    static final double MEDIAN = 50;
}
