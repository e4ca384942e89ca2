package dev.udsecho.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converts byte counts as users write them, {@code 64}, {@code 16k}, {@code 1m}: 1 to 16 MiB, where k is 1024 and m is
 * 1024 k.
 */
final class SizeConverter extends OptionConverter<Integer> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,8})([kmKM]?)");
    private static final int KIB = 1024;
    private static final int MAX_BYTES = 16 * KIB * KIB;

    SizeConverter() {
        super(SizeConverter::parse);
    }

    private static int parse(String text) {
        Matcher form = FORM.matcher(text);
        long bytes = form.matches() ? Long.parseLong(form.group(1)) * unit(form.group(2)) : 0;
        if (bytes < 1 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "must be a whole number of bytes, or with k or m of KiB or MiB, from 1 to 16m, such as 64, 16k or 1m");
        }
        return (int) bytes;
    }

    private static long unit(String suffix) {
        return switch (suffix) {
            case "" -> 1;
            case "k", "K" -> KIB;
            default -> (long) KIB * KIB;
        };
    }
}
