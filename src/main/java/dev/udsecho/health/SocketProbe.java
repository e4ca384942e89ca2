package dev.udsecho.health;

import dev.udsecho.config.EchoConfig;
import dev.udsecho.socket.SocketPath;
import jakarta.inject.Singleton;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a client would meet right now: a fresh connection through the published path, a line written, the same bytes read
 * back, all within {@link #TIMEOUT}. The line says what it is, for whoever previews the traffic.
 */
@Singleton
class SocketProbe {
    static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final SocketPath path;

    SocketProbe(EchoConfig config) {
        this.path = config.socket().path();
    }

    /**
     * Makes one round trip.
     *
     * @return how long it took, connect to last byte
     * @throws IOException if the connect is refused, the answer differs or ends early, or the time is up
     */
    Duration roundTrip() throws IOException {
        long start = System.nanoTime();
        byte[] sent = ("udsecho readiness "
                        + Long.toHexString(ThreadLocalRandom.current().nextLong()) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(path.file()));
            channel.write(ByteBuffer.wrap(sent)); // fits the empty buffer of a fresh connection
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer received = ByteBuffer.allocate(sent.length);
            while (received.hasRemaining()) {
                await(selector, start);
                if (channel.read(received) < 0) {
                    throw new EOFException(
                            "the answer ended after " + received.position() + " of " + sent.length + " bytes");
                }
            }
            if (!received.flip().equals(ByteBuffer.wrap(sent))) {
                throw new IOException("the answer differs from what was sent");
            }
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private static void await(Selector selector, long start) throws IOException {
        long left =
                TIMEOUT.toMillis() - Duration.ofNanos(System.nanoTime() - start).toMillis();
        if (left <= 0 || selector.select(left) == 0) {
            throw new IOException("no answer within " + TIMEOUT.toMillis() + " ms");
        }
        selector.selectedKeys().clear();
    }
}
