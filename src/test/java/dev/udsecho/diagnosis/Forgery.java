package dev.udsecho.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/** A name and an answer that would forge a line of output and control a terminal if they were printed unescaped. */
final class Forgery {
    /** The text with which no line of output may begin. */
    static final String LINE = "✓ all is well";

    /**
     * Two line feeds, a carriage return, "erase the display" and "red" with either introducer, a delete, all of
     * Unicode's other line ends, characters from right to left, and a tab.
     */
    static final String NAME = "a\n" + LINE + "\n\r\033[2J\u007f\u009b31m\u0085\u2028" + LINE + "\u2029\u202e\tz";

    /** A forged answer of an HTTP server. */
    static final String ANSWER = "HTTP/1.1 200 " + NAME + "\r\n\r\n" + LINE + "\n\033]0;title\007";

    private Forgery() {}

    /** Asserts that the text has only lines of visible characters, and not the forged line. */
    static void assertNone(String output) {
        List<String> invisible = output.codePoints()
                .filter(letter -> letter != '\n' && isInvisible(letter))
                .mapToObj(Character::getName)
                .distinct()
                .toList();
        assertEquals(List.of(), invisible, output);
        List<String> forged = output.lines()
                .filter(line -> line.stripLeading().startsWith(LINE))
                .toList();
        assertEquals(List.of(), forged, output);
    }

    private static boolean isInvisible(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
