package dev.udsecho.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A few file descriptors, kept for when connections have used up all others: the JVM needs some to load the classes that
 * tell so.
 */
final class DescriptorReserve implements Closeable {
    private static final Path NULL = Path.of("/dev/null");
    private static final int FEW = 16;

    private final Deque<Closeable> held = new ArrayDeque<>();

    /** Takes them; fewer, where there are no more. */
    DescriptorReserve() {
        try {
            while (held.size() < FEW) {
                held.push(Files.newInputStream(NULL));
            }
        } catch (IOException noMore) {
            return;
        }
    }

    /** Lets them go. */
    @Override
    public synchronized void close() throws IOException {
        while (!held.isEmpty()) {
            held.pop().close();
        }
    }
}
