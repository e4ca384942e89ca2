package dev.udsecho.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads resources of this program, which are in its jar. */
public final class Resources {
    private Resources() {}

    /** Returns the content of a resource in the package of a class. */
    public static byte[] bytes(Class<?> owner, String name) {
        try (InputStream resource = owner.getResourceAsStream(name)) {
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the content of a resource in the package of a class, as UTF-8. */
    public static String text(Class<?> owner, String name) {
        return new String(bytes(owner, name), StandardCharsets.UTF_8);
    }
}
