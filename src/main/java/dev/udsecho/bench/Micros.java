package dev.udsecho.bench;

/** Microseconds as people and programs read them: with a decimal below 100, as what is measured has three digits. */
public final class Micros {
    private static final double FINE = 100;
    private static final double TENTHS = 10;

    private Micros() {}

    /** A whole number, or one with one decimal. */
    public static Number of(double micros) {
        if (micros >= FINE) {
            return Math.round(micros);
        }
        return Math.round(micros * TENTHS) / TENTHS;
    }
}
