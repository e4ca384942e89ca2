package dev.udsecho.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * A plot in SVG, with a title and a description for screen readers. Lengths are in its own units; it is {@value #WIDTH}
 * of them wide.
 *
 * @param id its id, unique on the page
 * @param title what it shows
 * @param description what can be seen in it
 * @param x the horizontal axis, at the bottom
 * @param y the vertical axis, at the left
 * @param lines its lines
 */
record Plot(String id, String title, String description, Scale x, Scale y, List<Series> lines) {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 270;
    private static final int LEFT = 56;
    private static final int RIGHT = 24;
    private static final int TOP = 30;
    private static final int BOTTOM = 26;
    private static final int LEGEND = 120;
    private static final int SAMPLE = 22;

    /** Returns the SVG element. */
    String svg() {
        StringBuilder svg = new StringBuilder(format(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-title %s-desc\">%n",
                WIDTH, HEIGHT, id, id));
        svg.append(format("<title id=\"%s-title\">%s</title>%n", id, Html.escaped(title)));
        svg.append(format("<desc id=\"%s-desc\">%s</desc>%n", id, Html.escaped(description)));
        svg.append(format("<path class=\"grid\" d=\"M%d %dH%d\"/>%n", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT));
        x.ticks().forEach(tick -> svg.append(vertical(tick)));
        y.ticks().forEach(tick -> svg.append(horizontal(tick)));
        for (int i = 0; i < lines.size(); i++) {
            svg.append(line(lines.get(i))).append(legend(lines.get(i), i));
        }
        return svg.append("</svg>").toString();
    }

    private double left(double value) {
        return LEFT + Math.min(1, Math.max(0, x.position().applyAsDouble(value))) * (WIDTH - LEFT - RIGHT);
    }

    private double top(double value) {
        return HEIGHT - BOTTOM - Math.min(1, Math.max(0, y.position().applyAsDouble(value))) * (HEIGHT - TOP - BOTTOM);
    }

    private String vertical(Scale.Tick tick) {
        double at = left(tick.value());
        return format("<path class=\"grid\" d=\"M%.1f %dV%d\"/>", at, TOP, HEIGHT - BOTTOM)
                + format(
                        "<text class=\"x\" x=\"%.1f\" y=\"%d\">%s</text>%n",
                        at, HEIGHT - 9, Html.escaped(tick.label()));
    }

    private String horizontal(Scale.Tick tick) {
        double at = top(tick.value());
        return format("<path class=\"grid\" d=\"M%d %.1fH%d\"/>", LEFT, at, WIDTH - RIGHT)
                + format(
                        "<text class=\"y\" x=\"%d\" y=\"%.1f\">%s</text>%n",
                        LEFT - 6, at + 4, Html.escaped(tick.label()));
    }

    private String line(Series series) {
        StringBuilder points = new StringBuilder();
        series.spots().forEach(spot -> points.append(format("%.1f,%.1f ", left(spot.x()), top(spot.y()))));
        if (series.spots().size() == 1) {
            // A line of no length is a dot, by its round ends.
            points.append(points);
        }
        return format(
                "<polyline class=\"%s\" points=\"%s\"/>%n",
                series.style(), points.toString().strip());
    }

    private String legend(Series series, int number) {
        int at = LEFT + number * LEGEND;
        return format("<path class=\"%s\" d=\"M%d 14h%d\"/>", series.style(), at, SAMPLE)
                + format("<text x=\"%d\" y=\"18\">%s</text>%n", at + SAMPLE + 6, Html.escaped(series.name()));
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
