package dev.udsecho.os;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Detects a shortage of file descriptors in this process. The JVM needs some itself, as it loads classes and libraries
 * on first use.
 */
public final class OpenDescriptors {
    private static final Path NULL = Path.of("/dev/null");

    /** The number of descriptors that may be free again after a failure that was caused by a shortage. */
    private static final int SCARCITY_THRESHOLD = 8;

    private OpenDescriptors() {}

    /**
     * Returns whether a failure was caused by a class or library that could not be loaded because too few files can be
     * opened.
     */
    public static boolean causedFailure(Throwable failure) {
        return (failure instanceof LinkageError || failure instanceof InternalError) && areScarce(SCARCITY_THRESHOLD);
    }

    /** Returns whether fewer files than a number can be opened at once. */
    @SuppressWarnings("try")
    private static boolean areScarce(int wanted) {
        try (InputStream opened = Files.newInputStream(NULL)) {
            return wanted > 1 && areScarce(wanted - 1);
        } catch (IOException e) {
            return true;
        }
    }
}
