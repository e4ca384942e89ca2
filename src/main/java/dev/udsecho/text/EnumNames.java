package dev.udsecho.text;

import java.util.Arrays;
import java.util.Locale;

/** The names of enum constants as users write and read them: in lower case. */
public final class EnumNames {
    private EnumNames() {}

    /** Returns the name of a constant. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Parses the name of a constant.
     *
     * @param allowed the names, in a sentence
     * @throws IllegalArgumentException for any other text; the message states what is allowed
     */
    public static <E extends Enum<E>> E parse(Class<E> type, String text, String allowed) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be " + allowed));
    }
}
