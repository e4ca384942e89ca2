package dev.udsecho.client;

import dev.udsecho.diagnosis.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This process' file descriptors. The JVM needs some for itself, as it loads classes and libraries when they are first used. */
final class Descriptors {
    private static final Path NULL = Path.of("/dev/null");

    private Descriptors() {}

    /** Whether a class or library may well have been missing because no file can be opened any more. */
    static boolean areUsedUp() {
        try {
            Files.newInputStream(NULL).close();
            return false;
        } catch (IOException e) {
            return Errno.of(e) == Errno.EMFILE || Errno.of(e) == Errno.ENFILE;
        }
    }
}
