package dev.udsecho.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A reserve of 16 file descriptors for when connections have used up all others. The JVM needs some to load the classes
 * that report this.
 */
final class DescriptorReserve implements Closeable {
    private static final Path NULL = Path.of("/dev/null");
    private static final int COUNT = 16;

    private final Deque<Closeable> held = new ArrayDeque<>();

    /** Opens the descriptors; fewer, where the process has no more. */
    DescriptorReserve() {
        try {
            while (held.size() < COUNT) {
                held.push(Files.newInputStream(NULL));
            }
        } catch (IOException noMore) {
            return;
        }
    }

    /** Releases the descriptors. */
    @Override
    public synchronized void close() throws IOException {
        while (!held.isEmpty()) {
            held.pop().close();
        }
    }
}
