package dev.udsecho.config;

import java.util.Arrays;
import java.util.Locale;

/** The part of the received bytes that is logged. */
public enum PayloadLog {
    /** Nothing. */
    NONE,
    /** The first 64 bytes of each read from clients, escaped, at INFO. */
    PREVIEW;

    /**
     * Parses the name in lower case.
     *
     * @throws IllegalArgumentException for any other text
     */
    static PayloadLog of(String text) {
        return Arrays.stream(values())
                .filter(value -> value.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be none or preview"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
