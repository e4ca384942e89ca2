package dev.udsecho.text;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 5s}, {@code 2m}; up to seven digits, some 19 years. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,7})(ms|s|m)");

    private Durations() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException for any other form, with what is allowed
     */
    public static Duration of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "must be a whole number of up to seven digits and one of ms, s, m, such as 250ms, 5s or 2m");
        }
        long number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    /** In the same form, in the largest unit that divides it. */
    public static String print(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        return duration.toSeconds() % 60 != 0 || duration.isZero()
                ? duration.toSeconds() + "s"
                : duration.toMinutes() + "m";
    }
}
