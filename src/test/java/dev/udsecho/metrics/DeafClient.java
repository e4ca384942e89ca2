package dev.udsecho.metrics;

import static org.awaitility.Awaitility.await;

import dev.udsecho.testing.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** A client that sends until nobody takes a byte any more, and reads none. */
final class DeafClient implements AutoCloseable {
    private static final Duration QUIET = Duration.ofMillis(300);

    private final SocketChannel channel;
    private long sent;

    /** Connects, and has sent all that anybody takes when it is made. */
    DeafClient(Path socket) throws IOException {
        channel = Client.connect(socket);
        channel.configureBlocking(false);
        ByteBuffer bytes = ByteBuffer.wrap(Client.randomBytes(100_000));
        await().during(QUIET).until(() -> write(bytes.clear()) == 0);
    }

    private int write(ByteBuffer bytes) {
        try {
            int taken = channel.write(bytes);
            sent += taken;
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes the kernel took from it. */
    long sent() {
        return sent;
    }

    /** Vanishes, its answers unread. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
