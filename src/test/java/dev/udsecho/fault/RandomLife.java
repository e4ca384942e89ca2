package dev.udsecho.fault;

import dev.udsecho.testing.Client;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs one connection from its first byte to its end as planned: one thread writes while another reads and compares.
 */
final class RandomLife {
    private static final int LARGEST_READ_BITS = 16;

    private final LifePlan plan;
    private final Payload payload;

    /** Returns the number of bytes received correctly. */
    private volatile long received;

    RandomLife(LifePlan plan, Payload payload) {
        this.plan = plan;
        this.payload = payload;
    }

    /** The number of bytes received as they were sent, which is the offset of the first difference if there is one. */
    long received() {
        return received;
    }

    /**
     * Runs the life on this thread and one of the executor, and returns the number of bytes received.
     *
     * @throws IOException if the connection fails
     * @throws ExecutionException if a write fails
     * @throws AssertionError if the bytes differ from those sent, or the stream ends too early or too late
     */
    long run(Path socket, Executor threads) throws IOException, InterruptedException, ExecutionException {
        FutureTask<Void> writer;
        try (SocketChannel channel = Client.connect(socket)) {
            writer = new FutureTask<>(() -> write(channel));
            threads.execute(writer);
            read(channel);
            if (!plan.ending().isCut()) {
                writer.get();
            }
        }
        awaitEnd(writer);
        return received;
    }

    private Void write(SocketChannel channel) throws IOException {
        SplittableRandom pace = new SplittableRandom(plan.writerSeed());
        long sent = 0;
        for (int size : plan.writes()) {
            pauseSometimes(pace);
            ByteBuffer piece = payload.piece(sent, size);
            while (piece.hasRemaining()) {
                channel.write(piece);
            }
            sent += size;
        }
        if (plan.ending().isHalfClosed()) {
            channel.shutdownOutput();
        }
        return null;
    }

    private void read(SocketChannel channel) throws IOException {
        SplittableRandom pace = new SplittableRandom(plan.readerSeed());
        LockSupport.parkNanos(plan.lateNanos());
        ByteBuffer buffer = ByteBuffer.allocate(1 << LARGEST_READ_BITS);
        while (received < plan.reads()) {
            pauseSometimes(pace);
            buffer.clear().limit((int) Math.min(readSize(pace), plan.reads() - received));
            if (channel.read(buffer) < 0) {
                throw new AssertionError("the server ended the connection");
            }
            compare(buffer.flip());
        }
        if (plan.ending() == LifePlan.Ending.HALF_CLOSED && channel.read(buffer.clear()) >= 0) {
            throw new AssertionError("more came back than was sent");
        }
    }

    private static int readSize(SplittableRandom pace) {
        return 1 + pace.nextInt(1 << pace.nextInt(LARGEST_READ_BITS + 1));
    }

    private void compare(ByteBuffer came) {
        int mismatch = payload.mismatch(received, came);
        if (mismatch >= 0) {
            received += mismatch;
            throw new AssertionError("sent " + payload.piece(received, 1).get() + ", came " + came.get(mismatch));
        }
        received += came.remaining();
    }

    /** Pauses before one step of eight, for 1, 2, 4 … or 4096 microseconds. The pause is under test. */
    private static void pauseSometimes(SplittableRandom pace) {
        if (LifePlan.oneIn(8, pace)) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(1L << pace.nextInt(13)));
        }
    }

    /** Waits for the writer. Its failure on a connection that was cut is ignored. */
    private static void awaitEnd(FutureTask<Void> writer) throws InterruptedException {
        try {
            writer.get();
        } catch (ExecutionException cut) {
            return;
        }
    }
}
