package dev.udsecho.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A client that sends on one connection until the kernel accepts no more bytes, and compares what comes back. */
final class EndlessClient {
    private static final int CHUNK = 8 * 1024;

    private final SocketChannel channel;
    private final AtomicLong taken = new AtomicLong();

    private EndlessClient(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * The result of a client.
     *
     * @param taken the number of bytes that the kernel accepted
     * @param returned the number of bytes received until the end of the stream
     * @param exact whether each byte was the expected one
     */
    record Result(long taken, long returned, boolean exact) {}

    /** Starts the given number of clients, each on its own thread, and returns when all are connected and served. */
    static List<FutureTask<Result>> start(Path socket, int many) throws IOException {
        List<SocketChannel> crowd = Crowd.connect(socket, many);
        Crowd.assertServed(crowd);
        return IntStream.range(0, many)
                .mapToObj(i -> new FutureTask<>(new EndlessClient(crowd.get(i))::run))
                .peek(client -> new Thread(client).start())
                .toList();
    }

    private Result run() throws Exception {
        Thread writer = new Thread(this::write);
        writer.start();
        long returned = 0;
        boolean exact = true;
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        while (channel.read(buffer.clear()) >= 0) {
            for (int i = 0; i < buffer.position(); i++) {
                exact &= buffer.get(i) == due(returned + i);
            }
            returned += buffer.position();
        }
        writer.join();
        channel.close();
        return new Result(taken.get(), returned, exact);
    }

    private void write() {
        try {
            while (true) {
                ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
                for (int i = 0; i < CHUNK; i++) {
                    chunk.put(due(taken.get() + i));
                }
                taken.addAndGet(channel.write(chunk.flip()));
            }
        } catch (IOException endedByTheServer) {
            return;
        }
    }

    private static byte due(long position) {
        return (byte) (position * 31 + (position >> 8));
    }
}
