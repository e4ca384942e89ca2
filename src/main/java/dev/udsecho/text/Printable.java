package dev.udsecho.text;

/**
 * Text for a terminal or a log out of what others chose: names of files, and what peers send. Nothing in it ends the line,
 * forges the next one, or controls a terminal.
 */
public final class Printable {
    private Printable() {}

    /** The text with everything that is no letter, sign or blank escaped as in a Java string; the rest is as it was. */
    public static String text(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(letter -> {
            if (isInvisible(letter)) {
                printable.append(escaped(letter));
            } else {
                printable.appendCodePoint(letter);
            }
        });
        return printable.toString();
    }

    /** Whether it is a control or format character, also of those that turn the direction of reading, or any line end. */
    public static boolean isInvisible(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static String escaped(int letter) {
        return switch (letter) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default ->
                Character.isBmpCodePoint(letter) ? String.format("\\u%04x", letter) : String.format("\\u{%x}", letter);
        };
    }

    /** The bytes in quotes, only printable ASCII, everything else escaped as in a C string. */
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
