package dev.udsecho.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** An echo server that counts what it sends back, and may do something to it, or to the time, before. */
public final class CountingEcho implements AutoCloseable {
    private static final int READ_SIZE = 100_000;

    /** What happens to the bytes of a read before they go back. */
    @FunctionalInterface
    public interface Change {
        /** Makes it; the bytes are those between position and limit. */
        void apply(ByteBuffer read) throws Exception;
    }

    private final AtomicLong echoed = new AtomicLong();
    private final PlainServer server;

    /** Serves at the path until it is closed. */
    public CountingEcho(Path socket, Change change) throws IOException {
        server = new PlainServer(socket, accepted -> echo(accepted, change));
    }

    /** The same with no change. */
    public CountingEcho(Path socket) throws IOException {
        this(socket, read -> {});
    }

    private void echo(SocketChannel accepted, Change change) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_SIZE);
        while (accepted.read(buffer.clear()) >= 0) {
            change.apply(buffer.flip());
            echoed.addAndGet(buffer.remaining()); // before a client can have them, and compare its own count
            while (buffer.hasRemaining()) {
                accepted.write(buffer);
            }
        }
    }

    /** How many bytes were sent back. */
    public long echoed() {
        return echoed.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
