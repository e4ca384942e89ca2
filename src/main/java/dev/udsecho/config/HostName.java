package dev.udsecho.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a host, as <a href="https://www.rfc-editor.org/rfc/rfc1123#section-2.1">RFC 1123</a> defines it, and with
 * the underscores that container engines use.
 *
 * @param text the name in lower case, without a final dot
 */
public record HostName(String text) {
    /** The name that always leads a browser to its own machine. */
    public static final HostName LOCALHOST = new HostName("localhost");

    private static final int MAX_LENGTH = 253;
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern SYNTAX = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    /**
     * Parses a name in any case, with or without a final dot.
     *
     * @throws IllegalArgumentException for any other text, such as a name with a scheme, a port, a path or a space
     */
    static HostName of(String text) {
        String name = normalized(text);
        if (name.length() > MAX_LENGTH || !SYNTAX.matcher(name).matches()) {
            throw new IllegalArgumentException("must be host names separated by commas, such as echo.example,node-7,"
                    + " each without scheme, port, path and space");
        }
        return new HostName(name);
    }

    /** Returns whether the text is this name, in any case, with or without a final dot. */
    public boolean isNamed(String other) {
        return text.equals(normalized(other));
    }

    private static String normalized(String name) {
        return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
    }
}
