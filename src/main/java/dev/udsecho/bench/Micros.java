package dev.udsecho.bench;

/**
 * Rounds microseconds for people and programs: one decimal below 100, none above, as measured values have three digits.
 */
public final class Micros {
    private static final double FINE = 100;
    private static final double TENTHS = 10;

    private Micros() {}

    /** Returns a whole number, or a number with one decimal if it is below 100. */
    public static Number of(double micros) {
        if (micros >= FINE) {
            return Math.round(micros);
        }
        return Math.round(micros * TENTHS) / TENTHS;
    }
}
