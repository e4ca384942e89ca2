package dev.udsecho.bench.report;

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
    private static final double SMALLEST = 1e-3;
    private static final double ROUNDING = 1e-6;

    /** A logarithmic axis of fewer decades than that is marked in between too. */
    private static final double DETAILED = 2.5;

    private static final double[] DECADES = {1};
    private static final double[] DETAILS = {1, 2, 5};
    private static final double KILO = 1000;
    private static final double MEGA = 1e6;

    /** A value that is marked with a label. */
    record Tick(double value, String label) {}

    /** From 0 to a value, marked in round steps, with a unit behind. */
    static Scale until(double most, String unit) {
        Scale longer = beyond(most, unit);
        return new Scale(
                value -> value / Math.max(most, SMALLEST),
                longer.ticks.stream().filter(tick -> tick.value <= most).toList());
    }

    /** From 0 to the first round step that is no less than a value, with a unit behind. */
    static Scale beyond(double most, String unit) {
        double rough = Math.max(most, SMALLEST) / STEPS;
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

    /** Microseconds, logarithmic, from a power of ten or a half or a fifth of one to another, which hold both values. */
    static Scale ofTimes(double least, double most) {
        double first = Math.log10(round(Math.max(least, SMALLEST), false));
        double last = Math.log10(round(Math.max(most, SMALLEST), true));
        double length = Math.max(last - first, 1);
        List<Tick> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(first); power <= first + length; power++) {
            for (double nice : length < DETAILED ? DETAILS : DECADES) {
                ticks.add(new Tick(nice * Math.pow(10, power), time(nice * Math.pow(10, power))));
            }
        }
        double begin = Math.pow(10, first) * (1 - ROUNDING);
        double end = Math.pow(10, first + length) * (1 + ROUNDING);
        ticks.removeIf(tick -> tick.value < begin || tick.value > end);
        return new Scale(value -> (Math.log10(Math.max(value, SMALLEST)) - first) / length, ticks);
    }

    /** The next of 1, 2, 5, 10 times a power of ten. */
    private static double round(double value, boolean up) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double rounded = up ? 10 * power : power;
        for (double nice : NICE) {
            boolean closer = up ? nice * power >= value && nice * power < rounded : nice * power <= value;
            rounded = closer ? nice * power : rounded;
        }
        return rounded;
    }

    /** Percentiles, each of which leaves a tenth of what the one before leaves, up to p99.99. */
    static Scale ofPercentiles() {
        List<Tick> ticks = List.of(
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
        return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
    }

    private static String time(double micros) {
        if (micros >= MEGA) {
            return trimmed(micros / MEGA) + " s";
        }
        return micros >= KILO ? trimmed(micros / KILO) + " ms" : trimmed(micros) + " µs";
    }
}
