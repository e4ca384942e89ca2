package dev.udsecho.cli.output;

import dev.udsecho.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Standard output for results, in UTF-8 whatever the locale, and standard error for everything else. */
public final class Output {
    private static final StandardOutput OUT = new StandardOutput();

    private Output() {}

    /**
     * Prints a line on standard output.
     *
     * @return false if its reader has ended and takes no more
     * @throws IOException if it cannot be written for any other reason
     */
    public static boolean result(String line) throws IOException {
        return text(line + System.lineSeparator());
    }

    /** Prints a text that ends its last line itself, in the same way. */
    public static boolean text(String text) throws IOException {
        try {
            OUT.write(text.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (StandardOutput.ReaderEnded e) {
            return false;
        }
    }

    public static void problem(String command, String line) {
        System.err.println("udsecho " + command + ": " + Printable.text(line));
    }
}
