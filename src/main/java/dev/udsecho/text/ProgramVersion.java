package dev.udsecho.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version that the program was built with. */
public final class ProgramVersion {
    private ProgramVersion() {}

    /** Returns the name of the program and its version. */
    public static String text() {
        return "udsecho " + number();
    }

    /** Returns the version alone. */
    public static String number() {
        try (InputStream version = ProgramVersion.class.getResourceAsStream("version")) {
            return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
