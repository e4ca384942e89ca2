package dev.udsecho.bench.report;

import java.util.List;

/**
 * A line of a plot.
 *
 * @param name its name in the legend
 * @param style its CSS class
 * @param spots its points, from left to right
 */
record Series(String name, String style, List<Spot> spots) {
    /** A point of a line, in the values of its axes. */
    record Spot(double x, double y) {}
}
