package dev.udsecho.client;

import dev.udsecho.os.IoMessages;
import dev.udsecho.time.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A source that reads a stream of any length, such as standard input. Its own daemon thread reads ahead, at most
 * {@value #CHUNKS_AHEAD} chunks of {@value #CHUNK} bytes, so that a slow stream never delays the response.
 */
public final class StreamSource implements ByteSource {
    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS_AHEAD = 4;
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final InputStream stream;
    private final BlockingQueue<ByteBuffer> ahead = new ArrayBlockingQueue<>(CHUNKS_AHEAD);
    private volatile Optional<IOException> failure = Optional.empty();
    private boolean exhausted;

    public StreamSource(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public void onBytesAvailable(Runnable wakeUp) {
        DaemonThreads.start("source", () -> readAll(wakeUp));
    }

    private void readAll(Runnable wakeUp) {
        try {
            byte[] chunk = new byte[CHUNK];
            int length = stream.read(chunk);
            while (length >= 0) {
                ahead.put(ByteBuffer.wrap(Arrays.copyOf(chunk, length)));
                wakeUp.run();
                length = stream.read(chunk);
            }
            ahead.put(END);
        } catch (IOException e) {
            failure = Optional.of(new IOException("cannot read standard input (" + IoMessages.of(e) + ")", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wakeUp.run();
    }

    @Override
    public Optional<ByteBuffer> poll() throws IOException {
        Optional<ByteBuffer> next = Optional.ofNullable(ahead.poll());
        if (next.isEmpty() && failure.isPresent()) {
            throw failure.get();
        }
        exhausted |= next.filter(chunk -> chunk == END).isPresent();
        return next.filter(ByteBuffer::hasRemaining);
    }

    @Override
    public boolean isExhausted() {
        return exhausted;
    }
}
