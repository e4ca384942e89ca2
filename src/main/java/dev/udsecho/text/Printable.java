package dev.udsecho.text;

/**
 * Makes text from others, such as file names and data of peers, safe for a terminal or a log. The result cannot end the
 * line, forge the next line, or control a terminal.
 */
public final class Printable {
    private static final int MAX_SHOWN = 120;

    private Printable() {}

    /**
     * Returns the text with each control, format and line-end character escaped as in a Java string; all other
     * characters are unchanged.
     */
    public static String text(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            if (isInvisible(codePoint)) {
                printable.append(escaped(codePoint));
            } else {
                printable.appendCodePoint(codePoint);
            }
        });
        return printable.toString();
    }

    /**
     * Returns the beginning of a text of any length, escaped in the same way: {@value #MAX_SHOWN} characters, and an
     * ellipsis for the rest.
     */
    public static String beginning(CharSequence text) {
        return beginning(text, MAX_SHOWN);
    }

    /** Returns the beginning of a text in the same way, with at most this number of its characters. */
    public static String beginning(CharSequence text, int max) {
        return text(text.subSequence(0, Math.min(text.length(), max)).toString()) + (text.length() > max ? "…" : "");
    }

    /**
     * Returns whether a code point is a control or format character, including those that change the text direction, or
     * any line end.
     */
    public static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static String escaped(int codePoint) {
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                Character.isBmpCodePoint(codePoint)
                        ? String.format("\\u%04x", codePoint)
                        : String.format("\\u{%x}", codePoint);
        };
    }

    /** Returns the bytes in quotes: printable ASCII is unchanged, and everything else is escaped as in a C string. */
    public static String bytes(byte[] bytes) {
        StringBuilder text = new StringBuilder("\"");
        for (byte value : bytes) {
            text.append(escaped(value));
        }
        return text.append('"').toString();
    }

    private static String escaped(byte value) {
        return switch (value) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            default ->
                value >= ' ' && value <= '~' ? String.valueOf((char) value) : String.format("\\x%02x", value & 0xff);
        };
    }
}
