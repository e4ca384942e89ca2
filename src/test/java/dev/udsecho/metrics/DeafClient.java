package dev.udsecho.metrics;

import static org.awaitility.Awaitility.await;

import dev.udsecho.testing.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** A client that sends until neither kernel nor service accepts another byte, and reads nothing. */
final class DeafClient implements AutoCloseable {
    private static final Duration QUIET = Duration.ofMillis(300);

    private final SocketChannel channel;
    private long sent;

    /** Connects, and sends until no more bytes are accepted. */
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

    /** Returns the number of bytes that the kernel accepted. */
    long sent() {
        return sent;
    }

    /** Closes the connection with unread answers. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
