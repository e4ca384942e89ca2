package dev.udsecho;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The classes that a first byte, a lost name and the shutdown need. Quarkus' class loader opens a jar when a class is first
 * needed: without a free descriptor, or when the jars were replaced, that waits for ever or fails. They are listed in the
 * resource {@value #LIST}, and LateClassesTest names what has moved with an upgrade.
 */
final class LateClasses {
    private static final String LIST = "late-classes.txt";

    private LateClasses() {}

    /** Loads them. A class that is no longer there is passed over. */
    static void load() {
        try (InputStream list = LateClasses.class.getResourceAsStream(LIST)) {
            BufferedReader names = new BufferedReader(new InputStreamReader(list, StandardCharsets.US_ASCII));
            names.lines().forEach(LateClasses::load);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, LateClasses.class.getClassLoader());
        } catch (ClassNotFoundException ofAnotherVersion) {
            return;
        }
    }
}
