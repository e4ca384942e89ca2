package dev.udsecho.bench.report;

import dev.udsecho.text.Printable;

/** Text in HTML, which is also well-formed XML. */
final class Html {
    private Html() {}

    /** The text, with what would be markup, or no letter, escaped; for elements and for values in quotes. */
    static String escaped(String text) {
        return Printable.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** An element of a text. */
    static String element(String name, String text) {
        return "<" + name + ">" + escaped(text) + "</" + name + ">";
    }
}
