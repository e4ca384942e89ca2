package dev.udsecho.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The classes that the first byte, a lost name and the shutdown need, and a class of each jar that a start leaves closed
 * and an HTTP request needs. Quarkus' class loader opens a jar when a class of it is first needed, and {@link
 * ServiceApplication} leaves it open. Without a free descriptor, or after the jars were replaced, that blocks without
 * limit or fails. The resource {@value #LIST} lists the classes, and PreloadedClassesTest names those that moved with an
 * upgrade.
 */
public final class PreloadedClasses {
    private static final String LIST = "preloaded-classes.txt";

    private PreloadedClasses() {}

    /** Loads the classes, and skips a class that no longer exists. */
    public static void load() {
        try (InputStream list = PreloadedClasses.class.getResourceAsStream(LIST)) {
            BufferedReader names = new BufferedReader(new InputStreamReader(list, StandardCharsets.US_ASCII));
            names.lines().forEach(PreloadedClasses::load);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, PreloadedClasses.class.getClassLoader());
        } catch (ClassNotFoundException ofAnotherVersion) {
            return;
        }
    }
}
