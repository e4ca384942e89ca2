package dev.udsecho.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** An echo server that counts the bytes it sends back, and may change the bytes or the time first. */
public final class CountingEcho implements AutoCloseable {
    private static final int READ_SIZE = 100_000;

    /** A change of the bytes of a read before they are sent back. */
    @FunctionalInterface
    public interface Change {
        /** Applies the change. The bytes are those between position and limit. */
        void apply(ByteBuffer read) throws Exception;
    }

    private final AtomicLong echoed = new AtomicLong();
    private final PlainServer server;

    /** Serves at the path until the server is closed. */
    public CountingEcho(Path socket, Change change) throws IOException {
        server = new PlainServer(socket, accepted -> echo(accepted, change));
    }

    /** Serves at the path without a change. */
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

    /** Returns the number of bytes sent back. */
    public long echoed() {
        return echoed.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
