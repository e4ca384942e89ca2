package dev.udsecho.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output for results, in UTF-8 whatever the locale, and standard error for everything else. */
final class Report {
    private static final PrintStream OUT =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    private Report() {}

    static void result(String line) {
        OUT.println(line);
    }

    static void problem(String command, String line) {
        System.err.println("udsecho " + command + ": " + line);
    }
}
