package dev.udsecho.bench.report;

import dev.udsecho.text.Printable;

/** Formats text as HTML, which is also well-formed XML. */
final class Html {
    private Html() {}

    /** Returns the text with markup and invisible characters escaped, for elements and quoted attribute values. */
    static String escaped(String text) {
        return Printable.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Returns an element that contains the text. */
    static String element(String name, String text) {
        return "<" + name + ">" + escaped(text) + "</" + name + ">";
    }
}
