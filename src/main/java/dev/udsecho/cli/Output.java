package dev.udsecho.cli;

import dev.udsecho.text.Printable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output for results, in UTF-8 whatever the locale, and standard error for everything else. */
final class Output {
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private Output() {}

    /**
     * Prints a line on standard output.
     *
     * @throws IOException if nobody takes it, as when a pipe's reader has ended
     */
    static void result(String line) throws IOException {
        OUT.println(line);
        if (OUT.checkError()) {
            throw new IOException("standard output takes no more");
        }
    }

    static void problem(String command, String line) {
        System.err.println("udsecho " + command + ": " + Printable.text(line));
    }
}
