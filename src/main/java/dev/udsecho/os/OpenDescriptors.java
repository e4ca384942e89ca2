package dev.udsecho.os;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * This process' file descriptors. The JVM needs some for itself, as it loads classes and libraries when they are first used.
 */
public final class OpenDescriptors {
    private static final Path NULL = Path.of("/dev/null");

    /** So many may be free again after a failure that was for want of one. */
    private static final int FEW = 8;

    private OpenDescriptors() {}

    /** Whether something failed for a class or library that was missing because too few files can be opened. */
    public static boolean wereMissedIn(Throwable failure) {
        return (failure instanceof LinkageError || failure instanceof InternalError) && areScarce();
    }

    private static boolean areScarce() {
        Deque<Closeable> opened = new ArrayDeque<>();
        try {
            while (opened.size() < FEW) {
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
