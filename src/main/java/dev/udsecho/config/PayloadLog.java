package dev.udsecho.config;

import dev.udsecho.text.EnumNames;

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
        return EnumNames.parse(PayloadLog.class, text, "none or preview");
    }

    @Override
    public String toString() {
        return EnumNames.of(this);
    }
}
