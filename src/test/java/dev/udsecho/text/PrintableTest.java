package dev.udsecho.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "/run/echo/echo.sock", "two words", "grüße 漢字 😀", "a\\nb \\u001b"})
    void testText_printable_isUnchanged(String text) {
        assertEquals(text, Printable.text(text));
    }

    @ParameterizedTest
    @CsvSource({
        "000a, \\n",
        "000d, \\r",
        "0009, \\t",
        "001b, \\u001b",
        "0000, \\u0000",
        "007f, \\u007f",
        "009b, \\u009b",
        "00ad, \\u00ad",
        "200b, \\u200b",
        "2028, \\u2028",
        "2029, \\u2029",
        "202e, \\u202e",
        "2066, \\u2066",
        "feff, \\ufeff",
        "d800, \\ud800",
        "e0001, \\u{e0001}"
    })
    void testText_lineEndOrTerminalControl_isEscaped(String codePoint, String escaped) {
        String letter = Character.toString(Integer.parseInt(codePoint, 16));
        assertEquals("a" + escaped + "b", Printable.text("a" + letter + "b"));
    }
}
