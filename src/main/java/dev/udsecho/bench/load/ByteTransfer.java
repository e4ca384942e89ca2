package dev.udsecho.bench.load;

import dev.udsecho.diagnosis.Cause;
import dev.udsecho.diagnosis.Finding;
import dev.udsecho.diagnosis.ForeignResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.Optional;

/**
 * Writes and reads the bytes of all connections of a loop. It reads into one direct buffer of {@value
 * BytePattern#CHUNK} bytes, and writes from the pattern. It allocates nothing unless a connection fails.
 */
final class ByteTransfer {
    /** The maximum number of chunks that a connection writes before the next connection's turn. */
    private static final int MAX_CHUNKS = 16;

    private static final int NO_MISMATCH = -1;

    private final boolean verify;
    private final Workload workload;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BytePattern.CHUNK);
    private final BytePattern pattern = new BytePattern();

    ByteTransfer(boolean verify, Workload workload) {
        this.verify = verify;
        this.workload = workload;
    }

    /** Writes until the kernel accepts no more, nothing more is to be written, or the connection's turn is over. */
    void write(LoadConnection connection) {
        int interest = SelectionKey.OP_READ;
        try {
            for (int chunks = 0; connection.unsent() > 0 || workload.requestMore(connection); chunks++) {
                if (chunks == MAX_CHUNKS || !writeChunk(connection)) {
                    interest |= SelectionKey.OP_WRITE;
                    break;
                }
            }
        } catch (IOException writeRefused) {
            // The server may have sent a response that shows the reason: reading continues until it closes.
        }
        connection.setInterest(interest);
    }

    private boolean writeChunk(LoadConnection connection) throws IOException {
        int length = (int) Math.min(connection.unsent(), BytePattern.CHUNK);
        int written = connection.channel().write(pattern.chunk(connection.nextToSend(), length));
        connection.sent(written);
        return written == length;
    }

    /** Reads once, and returns what is wrong with the received bytes, if anything is. */
    Optional<Finding> read(LoadConnection connection) {
        int count = readInto(buffer.clear(), connection);
        if (count < 0) {
            return Optional.of(ended(connection));
        }
        long now = System.nanoTime();
        long before = connection.received();
        int mismatch = firstMismatch(connection, count);
        if (mismatch != NO_MISMATCH) {
            byte[] came = new byte[count];
            buffer.limit(count).get(0, came);
            return Optional.of(new ForeignResponse(came).insteadOfEcho(mismatch, before, connection.sent()));
        }
        if (count > 0) {
            connection.received(count, now);
            workload.received(connection, before, now);
        }
        return Optional.empty();
    }

    /** Returns the finding for a connection that the server closed. */
    private static Finding ended(LoadConnection connection) {
        long received = connection.received();
        if (received == 0) {
            return Cause.CLOSED.found();
        }
        return received == connection.sent()
                ? Cause.CLOSED.saying(
                        "its server closed the connection after " + received + " bytes, which all came back")
                : Cause.TRUNCATED.found(received, connection.sent());
    }

    private static int readInto(ByteBuffer target, LoadConnection connection) {
        try {
            return connection.channel().read(target);
        } catch (IOException connectionLost) {
            return -1;
        }
    }

    /**
     * Returns the index of the first byte that differs from what was sent, as far as bytes are compared, or was never
     * sent.
     */
    private int firstMismatch(LoadConnection connection, int count) {
        int expected = (int) Math.min(count, connection.sent() - connection.received());
        if (verify) {
            int different = pattern.mismatch(
                    connection.nextToReceive(), buffer.limit(expected).position(0));
            if (different >= 0) {
                return different;
            }
        }
        return count > expected ? expected : NO_MISMATCH;
    }
}
