package dev.udsecho.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * An axis of a plot.
 *
 * @param position maps a value to its position, 0 at the axis's start and 1 at its end
 * @param ticks the marked values
 */
record Scale(DoubleUnaryOperator position, List<Tick> ticks) {
    private static final int STEPS = 5;
    private static final double[] ROUND_STEPS = {1, 2, 5, 10};
    private static final double SMALLEST = 1e-3;
    private static final double ROUNDING = 1e-6;

    /** The number of decades below which a logarithmic axis is also marked between powers of ten. */
    private static final double DETAILED = 2.5;

    private static final double[] DECADES = {1};
    private static final double[] DETAILS = {1, 2, 5};
    private static final double KILO = 1000;
    private static final double MEGA = 1e6;

    /** A marked value with its label. */
    record Tick(double value, String label) {}

    /** Returns a linear axis from 0 to a value, marked in round steps, with a unit after each label. */
    static Scale upTo(double max, String unit) {
        Scale longer = roundedUpTo(max, unit);
        return new Scale(
                value -> value / Math.max(max, SMALLEST),
                longer.ticks.stream().filter(tick -> tick.value <= max).toList());
    }

    /** Returns a linear axis from 0 to the first round step that is at least a value, with a unit after each label. */
    static Scale roundedUpTo(double max, String unit) {
        double step = round(Math.max(max, SMALLEST) / STEPS, true);
        List<Tick> ticks = new ArrayList<>();
        int steps = (int) Math.ceil(max / step);
        for (int i = 0; i <= steps; i++) {
            ticks.add(new Tick(i * step, compact(i * step) + unit));
        }
        double end = Math.max(1, steps) * step;
        return new Scale(value -> value / end, ticks);
    }

    /**
     * Returns a logarithmic axis in microseconds that contains both values. It starts and ends at 1, 2 or 5 times a
     * power of ten.
     */
    static Scale ofTimes(double min, double max) {
        double first = Math.log10(round(Math.max(min, SMALLEST), false));
        double last = Math.log10(round(Math.max(max, SMALLEST), true));
        double length = Math.max(last - first, 1);
        List<Tick> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(first); power <= first + length; power++) {
            for (double step : length < DETAILED ? DETAILS : DECADES) {
                ticks.add(new Tick(step * Math.pow(10, power), time(step * Math.pow(10, power))));
            }
        }
        double begin = Math.pow(10, first) * (1 - ROUNDING);
        double end = Math.pow(10, first + length) * (1 + ROUNDING);
        ticks.removeIf(tick -> tick.value < begin || tick.value > end);
        return new Scale(value -> (Math.log10(Math.max(value, SMALLEST)) - first) / length, ticks);
    }

    /** Rounds to 1, 2, 5 or 10 times a power of ten. */
    private static double round(double value, boolean up) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double rounded = up ? 10 * power : power;
        for (double step : ROUND_STEPS) {
            boolean closer = up ? step * power >= value && step * power < rounded : step * power <= value;
            rounded = closer ? step * power : rounded;
        }
        return rounded;
    }

    /**
     * Returns an axis of percentiles, on which each tick leaves a tenth of what the previous one leaves, up to p99.99.
     */
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
