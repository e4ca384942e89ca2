package dev.udsecho.expect;

import dev.udsecho.text.Printable;

/** Shows text of a server, which may be of any length and have control characters. */
final class Shown {
    private static final int MAX_CHARACTERS = 120;

    private Shown() {}

    /** Returns the text on one line, escaped, and cut after {@value #MAX_CHARACTERS} characters. */
    static String text(String text) {
        return text.length() <= MAX_CHARACTERS
                ? Printable.text(text)
                : Printable.text(text.substring(0, MAX_CHARACTERS)) + "…";
    }
}
