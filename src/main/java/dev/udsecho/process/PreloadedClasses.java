package dev.udsecho.process;

import dev.udsecho.text.Resources;

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
        Resources.text(PreloadedClasses.class, LIST).lines().forEach(PreloadedClasses::load);
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, PreloadedClasses.class.getClassLoader());
        } catch (ClassNotFoundException ofAnotherVersion) {
            return;
        }
    }
}
