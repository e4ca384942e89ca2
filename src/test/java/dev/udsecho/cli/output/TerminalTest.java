package dev.udsecho.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final Terminal NARROW = new Terminal(12, true);

    @Test
    void testWrap_breaksAtSpaces_andIndentsFurtherLines() {
        assertEquals(
                String.join(System.lineSeparator(), "- one two", "  three", "  unbreakable", "  end"),
                NARROW.wrap("- ", "one two three unbreakable end"));
    }

    @Test
    void testWrap_noTerminal_keepsTheLine() {
        String text = "word ".repeat(100).strip();
        assertEquals("  " + text, new Terminal(Integer.MAX_VALUE, false).wrap("  ", text));
    }

    @Test
    void testGreen_isColoured_onlyWhereColoursAreSupported() {
        assertEquals("\033[32mok\033[0m", NARROW.green("ok"));
        assertEquals("ok", new Terminal(80, false).green("ok"));
    }
}
