package dev.udsecho.client.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * An axis of a plot.
 *
 * @param place where a value is, 0 at its beginning and 1 at its end
 * @param ticks the values that are marked
 */
record Scale(DoubleUnaryOperator place, List<Tick> ticks) {
    private static final int STEPS = 5;
    private static final double[] NICE = {1, 2, 5, 10};
    private static final double KILO = 1000;
    private static final double MEGA = 1e6;

    /** A value that is marked with a label. */
    record Tick(double value, String label) {}

    /** From 0 to a bit more than a value, marked in round steps, with a unit behind. */
    static Scale linear(double most, String unit) {
        double rough = Math.max(most, Double.MIN_NORMAL) / STEPS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * power;
        for (int i = NICE.length - 1; i >= 0; i--) {
            step = NICE[i] * power >= rough ? NICE[i] * power : step;
        }
        List<Tick> ticks = new ArrayList<>();
        int steps = (int) Math.ceil(most / step);
        for (int i = 0; i <= steps; i++) {
            ticks.add(new Tick(i * step, compact(i * step) + unit));
        }
        double end = Math.max(1, steps) * step;
        return new Scale(value -> value / end, ticks);
    }

    /** Microseconds, by powers of ten that hold both values. */
    static Scale ofTimes(double least, double most) {
        int first = (int) Math.floor(Math.log10(Math.max(least, 1e-3)));
        int last = Math.max(first + 1, (int) Math.ceil(Math.log10(Math.max(most, 1e-3))));
        List<Tick> ticks = new ArrayList<>();
        for (int power = first; power <= last; power++) {
            ticks.add(new Tick(Math.pow(10, power), time(power)));
        }
        return new Scale(value -> (Math.log10(Math.max(value, 1e-3)) - first) / (last - first), ticks);
    }

    /** Percentiles, each of which leaves a tenth of what the one before leaves, up to p99.99. */
    static Scale ofPercentiles() {
        List<Tick> ticks = List.of(
                new Tick(0, "p0"),
                new Tick(0.5, "p50"),
                new Tick(0.9, "p90"),
                new Tick(0.99, "p99"),
                new Tick(0.999, "p99.9"),
                new Tick(0.9999, "p99.99"));
        return new Scale(share -> -Math.log10(1 - share) / 4, ticks);
    }

    private static String compact(double value) {
        if (value >= MEGA) {
            return trimmed(value / MEGA) + " M";
        }
        return value >= KILO ? trimmed(value / KILO) + " k" : trimmed(value);
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceAll("\\.?0+$", "").isEmpty() ? "0" : text.replaceAll("\\.?0+$", "");
    }

    private static String time(int power) {
        if (power < 0) {
            return trimmed(Math.pow(10, power)) + " µs";
        }
        String[] units = {" µs", " ms", " s", " ks"};
        return (int) Math.pow(10, power % 3) + units[power / 3];
    }
}
