package dev.udsecho.text;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses and prints durations as users write them: {@code 250ms}, {@code 0.5s}, {@code 1.5m}, {@code 1h}; whole
 * milliseconds, up to 19 years.
 */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,7})(?:\\.([0-9]{1,3}))?(ms|s|m|h)");
    private static final Duration MAX_DURATION = Duration.ofMinutes(9_999_999);

    private Durations() {}

    /**
     * Parses a duration.
     *
     * @throws IllegalArgumentException for any other form; the message states what is allowed
     */
    public static Duration of(String text) {
        Matcher form = FORM.matcher(text);
        boolean wellFormed = form.matches() && !(form.group(3).equals("ms") && form.group(2) != null);
        Duration duration = wellFormed ? duration(form) : MAX_DURATION.plusMillis(1);
        if (duration.compareTo(MAX_DURATION) > 0) {
            throw new IllegalArgumentException("must be a number of up to seven digits, also with a decimal point, and"
                    + " one of ms, s, m, h, such as 250ms, 0.5s, 2m or 1h");
        }
        return duration;
    }

    /** Computes in whole numbers: JDK 25 takes 20 ms to initialize BigDecimal. */
    private static Duration duration(Matcher form) {
        long unitMillis =
                switch (form.group(3)) {
                    case "ms" -> 1;
                    case "s" -> 1000;
                    case "m" -> 60_000;
                    default -> 3_600_000;
                };
        String decimals = form.group(2) == null ? "" : form.group(2);
        long thousandths = Long.parseLong(form.group(1) + decimals + "0".repeat(3 - decimals.length()));
        return Duration.ofMillis(thousandths * unitMillis / 1000);
    }

    /** Returns a duration in the same form, in the largest unit that divides it. */
    public static String print(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        if (duration.toSeconds() % 60 != 0 || duration.isZero()) {
            return duration.toSeconds() + "s";
        }
        return duration.toMinutes() % 60 != 0 ? duration.toMinutes() + "m" : duration.toHours() + "h";
    }
}
