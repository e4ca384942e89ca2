package dev.udsecho.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The classes that a first byte, a lost name and the shutdown need. Quarkus' class loader opens a jar when a class is first
 * needed: without a free descriptor, or when the jars were replaced, that waits for ever or fails. They are listed in the
 * resource {@value #LIST}, and PreloadedClassesTest names what has moved with an upgrade.
 */
public final class PreloadedClasses {
    private static final String LIST = "preloaded-classes.txt";

    private PreloadedClasses() {}

    /** Loads them. A class that is no longer there is passed over. */
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
