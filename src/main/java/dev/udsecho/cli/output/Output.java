package dev.udsecho.cli.output;

import dev.udsecho.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Prints results on standard output, always in UTF-8, and errors on standard error. */
public final class Output {
    private static final StandardOutput OUT = new StandardOutput();

    private Output() {}

    /**
     * Prints a line on standard output.
     *
     * @return false if the reader has closed the pipe and accepts no more
     * @throws IOException if the line cannot be written for any other reason
     */
    public static boolean printLine(String line) throws IOException {
        return print(line + System.lineSeparator());
    }

    /** Prints a text, which must contain its own final line break, in the same way. */
    public static boolean print(String text) throws IOException {
        try {
            OUT.write(text.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (StandardOutput.BrokenPipeException e) {
            return false;
        }
    }

    /** Prints a line on standard error, after the program's and the command's name. */
    public static void printError(String command, String line) {
        System.err.println("udsecho " + command + ": " + Printable.text(line));
    }
}
