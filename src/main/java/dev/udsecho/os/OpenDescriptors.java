package dev.udsecho.os;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

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
        return (failure instanceof LinkageError || failure instanceof InternalError) && areScarce();
    }

    private static boolean areScarce() {
        Deque<Closeable> opened = new ArrayDeque<>();
        try {
            while (opened.size() < SCARCITY_THRESHOLD) {
                opened.push(Files.newInputStream(NULL));
            }
            return false;
        } catch (IOException e) {
            return true;
        } finally {
            opened.forEach(OpenDescriptors::close);
        }
    }

    private static void close(Closeable opened) {
        try {
            opened.close();
        } catch (IOException e) {
            return;
        }
    }
}
